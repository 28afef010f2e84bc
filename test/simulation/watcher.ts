import type { BuildState } from '../../src/core/build/state.ts';
import type { Channel } from '../../src/core/sync/channel.ts';
import { Client } from '../../src/core/sync/client.ts';
import { canonicalHash } from '../../src/core/sync/digest.ts';
import type { Replica } from '../../src/core/sync/replica.ts';
import type { BuildList } from '../../src/core/sync/streams.ts';
import { Answers } from './answers.ts';
import type { Histories } from './histories.ts';
import type { SimulatedHost, Surroundings } from './host.ts';
import { BUILDS } from './steps.ts';

/** A close that one asks for oneself is told late, as a socket does, by up to so many milliseconds. */
const LATE_CLOSE = 6000;

/** A watcher of every build and of the list, and the rules for what it shows at any time. */
export class Watcher {
  readonly #name: string;
  readonly #around: Surroundings;
  readonly #histories: Histories;
  readonly #wrong: (what: string) => void;
  readonly #shown = new Map<string, Replica<BuildState>>();
  readonly #stops = new Map<string, () => void>();
  readonly #checked = new WeakSet<object>();
  #list: Replica<BuildList> | null = null;
  #host: SimulatedHost;
  #client: Client;

  constructor(
    name: string,
    host: SimulatedHost,
    around: Surroundings,
    rules: { histories: Histories; wrong: (what: string) => void },
  ) {
    this.#name = name;
    this.#host = host;
    this.#around = around;
    this.#histories = rules.histories;
    this.#wrong = (what) => rules.wrong(`${name}: ${what}`);
    this.#client = this.#begin();
  }

  /** Goes to a host with everything that it has. */
  move(host: SimulatedHost): void {
    this.#host = host;
    this.#client.close();
    this.#client.open();
  }

  /** The same watcher again, with nothing. */
  reload(): void {
    this.close();
    this.#client = this.#begin();
  }

  toggle(build: string): void {
    const stop = this.#stops.get(build);
    if (!stop) {
      this.#watch(build);
      return;
    }
    stop();
    this.#stops.delete(build);
    this.#shown.delete(build);
  }

  close(): void {
    this.#client.close();
    this.#stops.clear();
    this.#shown.clear();
    this.#list = null;
  }

  /** Why it is not current; null where it is. */
  behind(): string | null {
    return this.#buildsBehind() ?? this.#listBehind();
  }

  #buildsBehind(): string | null {
    for (const build of BUILDS) {
      if (!this.#stops.has(build)) this.#watch(build);
      const { digest, version } = this.#host.store.head(build) ?? { digest: null, version: 0 };
      const shown = this.#shown.get(build);
      if (shown?.phase !== 'live' || (digest !== null && shown.digest !== digest)) {
        return `${build} is at ${shown?.version} ${shown?.phase}, not at ${version}`;
      }
    }
    return null;
  }

  #listBehind(): string | null {
    const list = this.#list;
    if (list?.phase !== 'live') return `the list is ${list?.phase}`;
    const [ours, theirs] = [list.state, this.#host.feed?.builds() ?? []].map((summaries) =>
      [...summaries].sort((one, other) => (one.id < other.id ? -1 : 1)),
    );
    return this.#histories.same(ours, theirs) ? null : 'the list is not that of the host';
  }

  /** What must hold in the end, by hashes that remember nothing, and in what the host was told. */
  checkEnd(): void {
    const reports = this.#host.feed?.reports().filter(({ id }) => id === this.#name) ?? [];
    if (reports.length !== 1) this.#wrong(`has ${reports.length} connections`);
    const { watchers } = this.#around.board.report();
    // A report that is lost is not repeated before there is something new in it.
    const mayBeLost = watchers.some(({ id, tallies }) => id === this.#name && tallies.dropped > 0);
    for (const [build, shown] of this.#shown) {
      const log = this.#host.store.load(build);
      if (log && canonicalHash(log.state) !== canonicalHash(shown.state)) {
        this.#wrong(`${build} ends in another state than the log`);
      }
      if (mayBeLost) continue;
      const told = reports[0]?.streams.find(({ stream }) => stream === `build/${build}`);
      if (!this.#histories.same(told?.counters, shown.counters)) {
        this.#wrong(`${build}: the host was told of other counters`);
      }
    }
  }

  #begin(): Client {
    const { time, tasks, random } = this.#around;
    const client = new Client({
      name: 'simulated',
      watcher: this.#name,
      connect: async () => {
        await tasks.turn();
        const line = this.#host.connect();
        if (!line) throw new Error('refused');
        return this.#line(line);
      },
      after: time.after,
      now: () => time.now,
      random,
      backoff: { first: 100, limit: 1000 },
    });
    this.#client = client;
    for (const build of BUILDS) this.#watch(build);
    client.watchList((list) => this.#seeList(list));
    client.open();
    return client;
  }

  #watch(build: string): void {
    const stop = this.#client.watchBuild(build, (replica) => this.#see(build, replica));
    this.#stops.set(build, stop);
  }

  #line(line: Channel): Channel {
    const { time, random, count, heard } = this.#around;
    const { store } = this.#host;
    const late = random() < 0.5 ? 0 : Math.floor(random() * LATE_CLOSE);
    const answers = new Answers(store, count, this.#wrong);
    return {
      send(text) {
        answers.asked(text);
        line.send(text);
      },
      close: () => line.close(),
      onMessage: (listener) =>
        line.onMessage((text) => {
          heard(text);
          answers.answered(text);
          listener(text);
        }),
      onClose: (listener) =>
        line.onClose(() => {
          if (late === 0) listener();
          else time.after(late, listener);
        }),
    };
  }

  #see(build: string, now: Replica<BuildState>): void {
    const before = this.#shown.get(build);
    this.#shown.set(build, now);
    if (before && before.digest === now.digest && before.state === now.state) return;
    const where = `${build} at version ${now.version}`;
    const known = this.#histories.of(now.digest);
    if (!known) {
      this.#wrong(`${where} shows a history that nobody has`);
      return;
    }
    if (known.version !== now.version || !this.#histories.same(known.state, now.state)) {
      this.#wrong(`${where} shows another state than its history has`);
    }
    if (!before) return;
    this.#checkCounters(where, before, now);
    if (now.version < before.version && this.#stands(build, before)) {
      this.#wrong(`${where} went back from ${before.version}`);
    }
  }

  /** Whether what was shown is still what the host shows: then there is no way back from it. */
  #stands(build: string, { version, digest }: Replica<BuildState>): boolean {
    const { store, processor } = this.#host;
    // A commit whose answer was lost is in the file, and not announced before it is tried again.
    const announced = processor?.head(build).version ?? Infinity;
    return version <= announced && store.digestAt(build, version) === digest;
  }

  /** Every version was counted once: received, replayed, or passed over by a snapshot. */
  #checkCounters(where: string, before: Replica<unknown>, now: Replica<unknown>): void {
    const applied = ({ counters }: Replica<unknown>) => counters.received + counters.replayed;
    const snapshots = now.counters.refreshed - before.counters.refreshed;
    const versions = snapshots > 0 ? 0 : now.version - before.version;
    if (applied(now) - applied(before) !== versions) {
      this.#wrong(`${where}: ${versions} versions later, and the counters say otherwise`);
    }
  }

  #seeList(now: Replica<BuildList>): void {
    const before = this.#list;
    this.#list = now;
    if (before?.state === now.state) return;
    if (before?.digest === now.digest && now.version < before.version) {
      this.#wrong(`the list went back from ${before.version} to ${now.version}`);
    }
    for (const summary of now.state) {
      if (this.#checked.has(summary)) continue;
      this.#checked.add(summary);
      if (!this.#histories.hasSummary(summary)) {
        this.#wrong(`the list shows ${summary.id}@${summary.version} as it never was`);
      }
    }
  }
}
