import type { BuildEvent } from '../../src/core/build/event.ts';
import { reduce } from '../../src/core/build/reduce.ts';
import { type BuildState, emptyState } from '../../src/core/build/state.ts';
import { canonicalHash, GENESIS } from '../../src/core/sync/digest.ts';
import type { Replica } from '../../src/core/sync/replica.ts';
import type { StoredEvent } from '../../src/main/host/store/types.ts';
import { seededRandom, settle } from '../support/world.ts';
import { clear, type CommitFault, SimulatedHost, type Weather } from './world.ts';

/** One thing that happens. A schedule of them, and the seed, say all of a run. */
export type Step =
  | { readonly do: 'publish'; readonly build: string; readonly events: number }
  | { readonly do: 'pass'; readonly milliseconds: number }
  | { readonly do: 'weather'; readonly watcher: number; readonly weather: Weather }
  | { readonly do: 'commit'; readonly fault: CommitFault }
  | { readonly do: 'kill' | 'start' | 'copy' | 'restore' };

const BUILDS = ['a', 'b', 'c'];
const WATCHERS = 3;
const faults: CommitFault[] = ['dies before', 'dies after', 'fails before', 'fails after'];

/** A schedule of any length; the same seed, the same schedule. */
export function schedule(seed: number, length: number): Step[] {
  const random = seededRandom(seed);
  const pick = <Item>(list: readonly Item[]): Item =>
    list[Math.floor(random() * list.length)] as Item;
  const weather = (): Weather => {
    if (random() < 0.4) return clear;
    return {
      drop: random() < 0.5 ? random() * 0.4 : 0,
      double: random() < 0.5 ? random() * 0.4 : 0,
      delay: random() < 0.5 ? Math.floor(random() * 3000) : 0,
      reorder: random() < 0.3,
      halfOpen: random() < 0.15,
    };
  };
  return Array.from({ length }, (): Step => {
    const chance = random();
    if (chance < 0.45) {
      return { do: 'publish', build: pick(BUILDS), events: 1 + Math.floor(random() * 4) };
    }
    if (chance < 0.7) return { do: 'pass', milliseconds: Math.floor(random() * 2500) };
    if (chance < 0.82) {
      return { do: 'weather', watcher: Math.floor(random() * WATCHERS), weather: weather() };
    }
    if (chance < 0.9) return { do: 'commit', fault: pick(faults) };
    return { do: pick(['kill', 'start', 'start', 'copy', 'restore'] as const) };
  });
}

/**
 * Runs a schedule, heals the network, and says what was wrong; nothing, if all rules held:
 * what a watcher shows is the fold of the log under its digest; versions go back only to another
 * history; what was acknowledged is in the log exactly once; in the end everyone is current.
 */
export async function simulate(steps: readonly Step[], seed: number): Promise<string[]> {
  const run = new Run(seed);
  for (const step of steps) await run.take(step);
  await run.heal();
  return run.wrong;
}

interface Sending {
  readonly build: string;
  readonly key: string;
  readonly events: BuildEvent[];
  /** The life of the host that it was last given to. */
  life: number;
  acknowledged: boolean;
}

class Run {
  readonly wrong: string[] = [];
  readonly #random: () => number;
  readonly #host: SimulatedHost;
  readonly #weather: Weather[] = Array.from({ length: WATCHERS }, () => clear);
  readonly #shown = new Map<string, Replica<BuildState>>();
  /** Every state that was ever durable, by the digest that names its history. */
  readonly #states = new Map<string, { version: number; state: BuildState; hash?: string }>();
  readonly #sendings: Sending[] = [];
  #copy: Map<string, StoredEvent[]> | null = null;
  #restored = false;

  constructor(seed: number) {
    this.#random = seededRandom(seed ^ 0x5eed);
    this.#host = new SimulatedHost(this.#random);
    this.#states.set(GENESIS, { version: 0, state: emptyState });
    for (let watcher = 0; watcher < WATCHERS; watcher += 1) {
      const client = this.#host.client(() => this.#weather[watcher] ?? clear);
      for (const build of BUILDS) {
        client.watchBuild(build, (replica) => this.#check(`${watcher}/${build}`, replica));
      }
      client.open();
    }
  }

  async take(step: Step): Promise<void> {
    const host = this.#host;
    switch (step.do) {
      case 'publish':
        this.#publish(step.build, step.events);
        break;
      case 'pass':
        host.time.advance(step.milliseconds);
        break;
      case 'weather':
        this.#weather[step.watcher] = step.weather;
        break;
      case 'commit':
        host.nextCommit = step.fault;
        break;
      case 'kill':
        host.die();
        break;
      case 'start':
        host.start();
        this.#sendAgain();
        break;
      case 'copy':
        this.#copy = new Map([...host.store.logs].map(([build, log]) => [build, [...log]]));
        break;
      case 'restore':
        await this.#restore();
        break;
    }
    await settle(1 + Math.floor(this.#random() * 2));
  }

  /** Everything works again: then everyone must become current. */
  async heal(): Promise<void> {
    const host = this.#host;
    host.nextCommit = 'none';
    this.#weather.fill(clear);
    host.start();
    for (let second = 0; second < 60; second += 1) {
      this.#sendAgain();
      host.time.advance(1000);
      await settle(2);
    }
    this.#checkLog();
    for (const build of BUILDS) {
      const head = host.store.head(build) ?? { version: 0, digest: GENESIS };
      for (let watcher = 0; watcher < WATCHERS; watcher += 1) {
        const shown = this.#shown.get(`${watcher}/${build}`);
        if (shown?.digest === head.digest && shown.phase === 'live') continue;
        const where = `${shown?.version} ${shown?.phase}`;
        this.wrong.push(`watcher ${watcher} of ${build} ends at ${where}, not at ${head.version}`);
      }
    }
    host.die();
    if (host.outOfOrder > 0) this.wrong.push(`${host.outOfOrder} announced out of order`);
  }

  #publish(build: string, count: number): void {
    const key = `k${this.#sendings.length}`;
    const events = Array.from({ length: count }, (_, index): BuildEvent => {
      const call = `${key}.${index}`;
      if (this.#random() < 0.5) return { kind: 'notice', at: 1, text: call };
      return { kind: 'tool.started', at: 1, call, name: 'Bash' };
    });
    const sending = { build, key, events, life: 0, acknowledged: false };
    this.#sendings.push(sending);
    this.#send(sending);
  }

  #send(sending: Sending): void {
    const { processor, life } = this.#host;
    if (!processor || sending.life === life || sending.acknowledged) return;
    sending.life = life;
    const { build, events, key } = sending;
    processor.publish(build, events, { key }).then(
      () => (sending.acknowledged = this.#host.life === life || sending.acknowledged),
      () => {},
    );
  }

  /** As a producer does whose host was gone: the same key again. */
  #sendAgain(): void {
    for (const sending of this.#sendings) this.#send(sending);
  }

  /** The file is replaced by its copy while nobody has it open. What came after the copy is gone. */
  async #restore(): Promise<void> {
    if (!this.#copy) return;
    const { store } = this.#host;
    this.#host.die();
    await settle(3);
    this.#remember();
    store.logs.clear();
    for (const [build, log] of this.#copy) store.logs.set(build, [...log]);
    for (const [name, receipt] of store.receipts) {
      const build = name.slice(0, name.indexOf('/'));
      const { digest } = store.logs.get(build)?.[receipt.version - 1] ?? {};
      if (digest !== receipt.digest) store.receipts.delete(name);
    }
    this.#restored = true;
    this.#host.start();
  }

  /** Folds what has become durable since, so that each digest has its state. */
  #remember(): void {
    for (const log of this.#host.store.logs.values()) {
      let at = log.length;
      while (at > 0 && !this.#states.has(log[at - 1]?.digest ?? '')) at -= 1;
      let { state } = this.#states.get(at === 0 ? GENESIS : (log[at - 1]?.digest ?? '')) ?? {
        state: emptyState,
      };
      for (const { digest, version, body } of log.slice(at)) {
        state = reduce(state, JSON.parse(body) as BuildEvent);
        this.#states.set(digest, { version, state });
      }
    }
  }

  #check(name: string, replica: Replica<BuildState>): void {
    const before = this.#shown.get(name);
    this.#shown.set(name, replica);
    if (before?.state === replica.state && before.digest === replica.digest) return;
    this.#remember();
    const known = this.#states.get(replica.digest);
    if (!known) {
      this.wrong.push(`${name} shows version ${replica.version} of a history that nobody has`);
      return;
    }
    known.hash ??= canonicalHash(known.state);
    if (known.version !== replica.version || known.hash !== canonicalHash(replica.state)) {
      this.wrong.push(`${name} shows another state at version ${replica.version} than the log has`);
    }
    // Back is right only where what was shown is in the log no more.
    const [, build = ''] = name.split('/');
    const stands = before && this.#host.store.digestAt(build, before.version) === before.digest;
    if (stands && replica.version < before.version) {
      this.wrong.push(`${name} goes back from ${before.version} to ${replica.version}`);
    }
  }

  #checkLog(): void {
    for (const { build, key, events, acknowledged } of this.#sendings) {
      const bodies = this.#host.store.bodies(build, 0, Number.MAX_SAFE_INTEGER);
      const names = events.map((event) =>
        event.kind === 'notice' ? `"text":"${event.text}"` : `"call":"${key}.`,
      );
      const [first] = names;
      const times = bodies.filter((body) => first !== undefined && body.includes(first)).length;
      const expected = events.filter((event) => event.kind === 'tool.started').length;
      const most = first?.startsWith('"call"') ? expected : 1;
      if (times > most) this.wrong.push(`${key} is in the log ${times} times`);
      if (times === 0 && acknowledged && !this.#restored) this.wrong.push(`${key} is lost`);
      if (times === 0 && !acknowledged) this.wrong.push(`${key} was never taken`);
    }
  }
}
