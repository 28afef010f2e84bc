import { join } from 'node:path';
import type { BuildEvent } from '../../src/core/build/event.ts';
import { noUserData } from '../../src/core/build/listed.ts';
import { reduceAll } from '../../src/core/build/reduce.ts';
import { emptyState } from '../../src/core/build/state.ts';
import { summarise } from '../../src/core/build/summary.ts';
import { GENESIS } from '../../src/core/sync/digest.ts';
import type { IndexReads } from '../../src/main/host/search/indexer.ts';
import { Search, type SearchQuery } from '../../src/main/host/search/search.ts';
import { nextDigest } from '../../src/main/host/store/chain.ts';
import { settle, VirtualTime } from './world.ts';

/** A log in memory, and a search on it whose clock stands still. */
export class SearchScene implements IndexReads {
  readonly time = new VirtualTime();
  readonly path: string;
  readonly logs = new Map<string, BuildEvent[]>();
  unreadable: string | null = null;
  search: Search;

  constructor(folder: string) {
    this.path = join(folder, 'search.db');
    this.search = this.open();
  }

  open(): Search {
    this.search = new Search(this.path, this, {
      after: this.time.after,
      elapsed: () => this.time.now,
      turn: () => new Promise((resolve) => setImmediate(resolve)),
    });
    return this.search;
  }

  *heads() {
    for (const [id, { length }] of this.logs) {
      yield { id, version: length, digest: this.digestAt(id, length) };
    }
  }

  digestAt(build: string, version: number): string {
    const events = this.logs.get(build)?.slice(0, version) ?? [];
    return events.map((event) => JSON.stringify(event)).reduce(nextDigest, GENESIS);
  }

  state(build: string) {
    const events = this.logs.get(build);
    if (build === this.unreadable) throw new Error('cannot be read');
    const version = events?.length ?? 0;
    const head = { version, digest: this.digestAt(build, version) };
    return events ? { head, state: reduceAll(emptyState, events) } : null;
  }

  record(build: string, ...events: BuildEvent[]): void {
    this.logs.set(build, [...(this.logs.get(build) ?? []), ...events]);
    this.search.announce(build);
  }

  /** Time enough to index everything. */
  async indexed(): Promise<void> {
    for (let turn = 0; turn < 200; turn += 1) {
      this.time.advance(1000);
      await settle(2);
      if (this.behind === 0) return;
    }
    throw new Error(`still ${this.behind} behind`);
  }

  get behind(): number {
    return this.search.find({ query: '' }, [], 0).indexing;
  }

  find(query: string, asked: Omit<SearchQuery, 'query'> & { now?: number } = {}) {
    const { now = 0, build } = asked;
    const builds = build === undefined ? [...this.logs.keys()] : [build];
    const summaries = builds.map((id) => ({
      ...summarise(id, reduceAll(emptyState, this.logs.get(id) ?? [])),
      ...noUserData,
    }));
    return this.search.find({ query, ...asked }, summaries, now);
  }

  /** What is found, as `build key`. */
  keys(query: string, build?: string): string[] {
    return this.find(query, { build }).builds.flatMap(({ build: { id }, hits }) =>
      hits.map(({ key }) => `${id} ${key}`),
    );
  }
}
