import type { BuildEvent, PlanItem } from '../../src/core/build/event.ts';
import { seededRandom } from '../../src/core/random.ts';

/** What a made build is like; a seed and a length always make the same events. */
export interface LargeBuildOptions {
  readonly seed: number;
  readonly events: number;
  /** When it began. Milliseconds since the epoch. */
  readonly startAt: number;
}

/**
 * A build as agents make them, of any length: a plan whose TODOs change, are renamed and dropped; tools with
 * outputs of all sizes, some at the same time, some failed; sub-agents with tools and a plan of their own; text and
 * reasoning as they stream in; errors, changed files, requests to the user, and stretches in which nothing happens.
 */
export function largeBuild(options: LargeBuildOptions): BuildEvent[] {
  const { events } = options;
  const made: BuildEvent[] = [];
  for (const event of endlessBuild(options)) {
    made.push(event);
    if (made.length >= events) break;
  }
  return made;
}

/** The same, as a build that goes on for as long as it is asked. */
export function* endlessBuild({
  seed,
  events,
  startAt,
}: LargeBuildOptions): Generator<BuildEvent, never> {
  const maker = new Maker(seed, startAt);
  // A TODO is worked on for about a hundredth of the build.
  yield* maker.begin(Math.max(20, Math.round(events / 100)));
  for (;;) yield* maker.step();
}

const words =
  'the parser keeps a line until its end has come so that half a record is never read twice while another file grows and the test that failed before now waits for the mark which the store commits with the events'.split(
    ' ',
  );
const tools = ['Bash', 'Read', 'Edit', 'Grep', 'Write', 'WebFetch', 'mcp__tracker__list_issues'];

class Maker {
  readonly #random: () => number;
  #at: number;
  #made = 0;
  #ids = 0;
  #todos: PlanItem[] = [];
  #nextTodo = 0;
  #leftOfTodo = 0;
  #perTodo = 0;

  constructor(seed: number, startAt: number) {
    this.#random = seededRandom(seed);
    this.#at = startAt;
  }

  *begin(perTodo: number): Generator<BuildEvent> {
    this.#perTodo = perTodo;
    this.#leftOfTodo = perTodo;
    yield {
      kind: 'build.started',
      at: this.#at,
      title: 'Move the importer to streams',
      agent: 'claude',
      model: 'made',
      cwd: '/home/dev/importer',
    };
    yield { kind: 'user.message', at: this.#tick(), text: this.#prose(60) };
    yield* this.#work();
    this.#todos = Array.from({ length: 12 }, () => this.#newTodo());
    yield this.#plan();
  }

  /** Some events that belong together. */
  *step(): Generator<BuildEvent> {
    const before = this.#made;
    yield* this.#work();
    this.#leftOfTodo -= this.#made - before;
    if (this.#leftOfTodo > 0) return;
    this.#leftOfTodo = this.#perTodo * (0.5 + this.#random());
    yield this.#advance();
  }

  *#work(parent?: string): Generator<BuildEvent> {
    const chance = this.#random();
    const within = parent === undefined ? {} : { parent };
    if (chance < 0.3) yield* this.#text(within);
    else if (chance < 0.38) yield* this.#thought(within);
    else if (chance < 0.86) yield* this.#tools(within);
    else if (chance < 0.88 && parent === undefined) yield* this.#subAgent();
    else if (chance < 0.94) yield this.#usage();
    else if (chance < 0.955) {
      const recovering = this.#random() < 0.7;
      yield { kind: 'error', at: this.#tick(), message: this.#prose(12), recovering, ...within };
    } else if (chance < 0.97 && parent === undefined) {
      const id = this.#id('request');
      yield {
        kind: 'attention.requested',
        at: this.#tick(),
        id,
        reason: 'permission',
        text: 'May I run this?',
      };
      this.#at += this.#upTo(40_000);
      yield { kind: 'attention.cleared', at: this.#tick(), id };
    } else if (chance < 0.98 && parent === undefined) {
      // Nobody is there for a while.
      this.#at += 20_000 + this.#upTo(600_000);
      yield { kind: 'user.message', at: this.#tick(), text: this.#prose(this.#upTo(80) + 3) };
    } else yield* this.#text(within);
  }

  *#text(within: { parent?: string }): Generator<BuildEvent> {
    const block = this.#id('block');
    const pieces = 2 + this.#upTo(12);
    for (let piece = 0; piece < pieces; piece += 1) {
      const end = piece === pieces - 1 ? '.' : piece % 5 === 4 ? '.\n\n' : ' ';
      const text = `${this.#prose(4 + this.#upTo(10))}${end}`;
      yield { kind: 'text.appended', at: this.#tick(120), block, text, ...within };
    }
  }

  *#thought(within: { parent?: string }): Generator<BuildEvent> {
    const block = this.#id('thought');
    for (let piece = 0; piece < 3 + this.#upTo(6); piece += 1) {
      const text = `${this.#prose(8)} `;
      yield { kind: 'reasoning.appended', at: this.#tick(150), block, text, ...within };
    }
  }

  /** One tool, or several that run at the same time. */
  *#tools(within: { parent?: string }): Generator<BuildEvent> {
    const calls = Array.from({ length: this.#random() < 0.15 ? 3 : 1 }, () => this.#id('call'));
    const named = calls.map((call) => ({ call, name: this.#one(tools), path: this.#path() }));
    for (const { call, name, path } of named) {
      yield {
        kind: 'tool.started',
        at: this.#tick(),
        call,
        name,
        target: name === 'Bash' ? `npm test -- ${path}` : path,
        input: { as: 'json', json: { path, note: this.#prose(6) } },
        ...within,
      };
    }
    for (const { call, name, path } of named) {
      if (name === 'Bash') {
        for (let line = 0; line < this.#upTo(4); line += 1) {
          yield { kind: 'tool.output', at: this.#tick(), call, delta: `${this.#prose(9)}\n` };
        }
      }
      yield this.#ended(call);
      if (name === 'Edit' || name === 'Write') {
        const [added, removed] = [this.#upTo(40), this.#upTo(20)];
        yield {
          kind: 'file.changed',
          at: this.#at,
          path,
          change: 'modified',
          added,
          removed,
          call,
        };
      }
    }
  }

  #ended(call: string): BuildEvent {
    const failed = this.#random() < 0.04;
    // Most outputs are short; some are a file.
    const lines = this.#random() < 0.05 ? 150 : this.#upTo(12);
    const text = Array.from({ length: lines }, () => `${this.#prose(8)}\n`).join('');
    return {
      kind: 'tool.ended',
      at: this.#tick(2500),
      call,
      outcome: failed ? 'failed' : 'succeeded',
      output: { as: 'text', text },
      ...(failed ? { error: this.#prose(8), exitCode: 1 } : {}),
    };
  }

  *#subAgent(): Generator<BuildEvent> {
    const call = this.#id('agent');
    const target = this.#prose(5);
    yield { kind: 'tool.started', at: this.#tick(), call, name: 'Task', target };
    const todos: PlanItem[] = [
      { id: `${call}.1`, text: 'Look at it', status: 'active' },
      { id: `${call}.2`, text: 'Say what was found', status: 'pending' },
    ];
    yield { kind: 'plan.updated', at: this.#tick(), todos, parent: call };
    for (let step = 0; step < 3 + this.#upTo(20); step += 1) yield* this.#work(call);
    yield this.#ended(call);
  }

  #usage(): BuildEvent {
    const [input, output] = [this.#upTo(4000), this.#upTo(1500)];
    return { kind: 'usage', at: this.#tick(), scope: 'call', key: this.#id('u'), input, output };
  }

  /** The next TODO is begun; now and then the plan is changed as well. */
  #advance(): BuildEvent {
    const failed = this.#random() < 0.05;
    const active = this.#todos.findIndex(({ status }) => status === 'active');
    this.#todos = this.#todos.map((todo, index) =>
      index === active ? { ...todo, status: failed ? 'failed' : 'done' } : todo,
    );
    if (this.#random() < 0.3) this.#todos = this.#todos.filter((_, index) => index !== active + 2);
    while (this.#todos.length < active + 6) this.#todos.push(this.#newTodo());
    const last = this.#todos.at(-1);
    if (last && this.#random() < 0.2)
      this.#todos[this.#todos.length - 1] = { ...last, text: this.#prose(6) };
    // An agent's list does not grow for ever: what is long done goes.
    if (this.#todos.length > 40) this.#todos = this.#todos.slice(-30);
    return this.#plan();
  }

  #plan(): BuildEvent {
    const next = this.#todos.findIndex(({ status }) => status === 'pending');
    this.#todos = this.#todos.map((todo, index) =>
      index === next ? { ...todo, status: 'active' } : todo,
    );
    return { kind: 'plan.updated', at: this.#tick(), todos: this.#todos };
  }

  #newTodo(): PlanItem {
    this.#nextTodo += 1;
    return { id: `todo-${this.#nextTodo}`, text: this.#prose(5), status: 'pending' };
  }

  #path(): string {
    return `src/${this.#one(words)}/${this.#one(words)}-${this.#upTo(60)}.ts`;
  }

  #prose(length: number): string {
    return Array.from({ length }, () => this.#one(words)).join(' ');
  }

  #id(kind: string): string {
    this.#ids += 1;
    return `${kind}-${this.#ids}`;
  }

  /** The time of the next event, some milliseconds after the one before. */
  #tick(most = 400): number {
    this.#made += 1;
    this.#at += this.#upTo(most);
    return this.#at;
  }

  #one<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
    const item = items[this.#upTo(items.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }

  #upTo(most: number): number {
    return Math.floor(this.#random() * most);
  }
}
