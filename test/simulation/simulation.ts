import { createHash } from 'node:crypto';
import { FaultBoard } from '../../src/core/sync/faults/board.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import { seededRandom } from '../../src/core/random.ts';
import { VirtualTime } from '../support/world.ts';
import { Histories } from './histories.ts';
import { SimulatedHost, type Surroundings } from './host.ts';
import { Producers } from './producers.ts';
import { type Step, WATCHERS } from './steps.ts';
import { quiet, Tasks } from './tasks.ts';
import { Watcher } from './watcher.ts';

export interface Outcome {
  /** Nothing, if all rules held. */
  readonly wrong: readonly string[];
  /** What happened, and how often: a simulation that never met a fault proves nothing. */
  readonly seen: ReadonlyMap<string, number>;
  /** A hash of everything that any watcher was sent. */
  readonly trace: string;
}

/** Seconds within which everyone must be current when everything works again. */
const HEALING = 60;
/** Seconds for which everyone must stay so: longer than a close is late and a dead line is silent. */
const STEADY = 12;

/**
 * Runs a schedule, heals everything, and says what was wrong: a watcher showed a state that is not the
 * fold of a log under its digest, or went back within a history; an event that was acknowledged is not
 * in the log exactly once; somebody is not current in the end; something is left behind.
 */
export async function simulate(seed: number, steps: readonly Step[]): Promise<Outcome> {
  const simulation = new Simulation(seed);
  await simulation.begin();
  for (const step of steps) await simulation.take(step);
  await simulation.heal();
  await simulation.end();
  return simulation.outcome();
}

class Simulation {
  readonly #wrong: string[] = [];
  readonly #seen = new Map<string, number>();
  readonly #time = new VirtualTime();
  readonly #tasks = new Tasks();
  readonly #board: FaultBoard;
  readonly #hosts: readonly [SimulatedHost, SimulatedHost];
  readonly #histories: Histories;
  readonly #watchers: Watcher[] = [];
  readonly #producers = new Producers((what) => this.#wrong.push(what));
  readonly #around: Surroundings;
  readonly #trace = createHash('sha256');
  #copy: MemoryStore | null = null;

  constructor(seed: number) {
    const { now, after } = { now: () => this.#time.now, after: this.#time.after };
    this.#board = new FaultBoard({ now, after }, seed);
    let lives = 0;
    this.#around = {
      time: this.#time,
      tasks: this.#tasks,
      random: seededRandom(seed ^ 0x5eed),
      board: this.#board,
      newName: () => (lives += 1).toString(16).padStart(16, '0'),
      heard: (text) => void this.#trace.update(text),
      count: (what) => this.#seen.set(what, (this.#seen.get(what) ?? 0) + 1),
    };
    this.#hosts = [new SimulatedHost(this.#around), new SimulatedHost(this.#around)];
    this.#histories = new Histories(() => this.#hosts.map(({ store }) => store));
  }

  /** The first host and all watchers, connected: the board names them in their order. */
  async begin(): Promise<void> {
    this.#hosts[0].start();
    const rules = {
      histories: this.#histories,
      wrong: (what: string) => void this.#wrong.push(what),
    };
    for (let number = 1; number <= WATCHERS; number += 1) {
      this.#watchers.push(new Watcher(`w${number}`, this.#hosts[0], this.#around, rules));
      await this.#tasks.goAll();
    }
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'publish':
        this.#producers.publish(this.#host(step.producer < 2 ? 0 : 1), step);
        break;
      case 'resend':
        this.#producers.resend(step.producer);
        break;
      case 'pass':
        this.#time.advance(step.milliseconds);
        break;
      case 'go':
        for (const pick of step.picks) await this.#tasks.go(pick);
        return;
      case 'faults':
        this.#board.do(step.command);
        break;
      case 'fail':
        this.#host(step.host).failure = step.when;
        break;
      case 'die':
        if (step.at === 'now') this.#host(step.host).die(step.told);
        else this.#host(step.host).doom = { ...step, at: step.at };
        break;
      case 'start':
        this.#host(step.host).start();
        break;
      case 'stop':
        void this.#host(step.host).stop();
        break;
      case 'copy':
        this.#copy = this.#host(step.host).store.copy();
        break;
      case 'restore':
        this.#restore(this.#host(step.host));
        break;
      case 'move':
        this.#watchers[step.watcher]?.move(this.#host(step.host));
        break;
      case 'reload':
        this.#watchers[step.watcher]?.reload();
        break;
      case 'toggle':
        this.#watchers[step.watcher]?.toggle(step.build);
        break;
    }
    await quiet();
  }

  /** Everything works again: then everyone must become current, and stay so. */
  async heal(): Promise<void> {
    this.#board.do({ do: 'clear' });
    let steady = 0;
    for (let second = 0; second < HEALING && steady < STEADY; second += 1) {
      for (const host of this.#hosts) {
        host.doom = null;
        host.failure = null;
        // One that was stopping does so first.
        host.start();
      }
      await this.#tasks.goAll();
      this.#producers.sendAgain();
      await this.#tasks.goAll();
      this.#time.advance(1000);
      await this.#tasks.goAll();
      steady = this.#behind() === null ? steady + 1 : 0;
    }
    const why = this.#behind();
    if (why !== null) this.#wrong.push(`${HEALING} seconds after all was healed, ${why}`);
    else if (steady < STEADY) this.#wrong.push('nobody stays current though all was healed');
  }

  /** Nothing is left of anything when everyone has gone. */
  async end(): Promise<void> {
    this.#producers.checkLogs(this.#hosts);
    for (const watcher of this.#watchers) watcher.checkEnd();
    const connections = this.#hosts.reduce((sum, { feed }) => sum + (feed?.watchers ?? 0), 0);
    if (connections !== WATCHERS) this.#wrong.push(`${connections} connections are open`);
    for (const watcher of this.#watchers) watcher.close();
    await quiet();
    for (const host of this.#hosts) {
      if (host.feed && host.feed.watchers > 0) this.#wrong.push('a host keeps who has left');
      host.die(true);
      if (host.outOfOrder > 0) this.#wrong.push(`${host.outOfOrder} announced out of order`);
    }
    if (this.#board.report().watchers.some(({ connected }) => connected)) {
      this.#wrong.push('the board keeps a connection');
    }
    this.#board.close();
    this.#time.advance(60_000);
    if (this.#time.pending > 0) this.#wrong.push(`${this.#time.pending} timers are left`);
  }

  outcome(): Outcome {
    for (const { tallies } of this.#board.report().watchers) {
      for (const [what, times] of Object.entries(tallies)) {
        this.#seen.set(what, (this.#seen.get(what) ?? 0) + times);
      }
    }
    // One fault may be seen a thousand times.
    const wrong = [...new Set(this.#wrong)].slice(0, 10);
    return { wrong, seen: this.#seen, trace: this.#trace.digest('hex') };
  }

  #behind(): string | null {
    const late = this.#watchers.map((watcher) => watcher.behind()).find((why) => why !== null);
    if (late !== undefined) return late;
    return this.#producers.waiting > 0 ? `${this.#producers.waiting} events have no answer` : null;
  }

  #host(number: number): SimulatedHost {
    return number === 0 ? this.#hosts[0] : this.#hosts[1];
  }

  /** The file is replaced by an older one, or by that of another host, while nobody has it open. */
  #restore(host: SimulatedHost): void {
    if (!this.#copy) return;
    host.die(false);
    this.#histories.learn(host.store);
    host.store = this.#copy.copy();
    this.#producers.replaced(host, host.store);
    host.start();
    this.#around.count('restored');
  }
}
