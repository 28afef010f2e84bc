import type { BuildEvent } from '../../src/core/build/event.ts';
import { reduceAll } from '../../src/core/build/reduce.ts';
import { emptyState } from '../../src/core/build/state.ts';
import { summarise } from '../../src/core/build/summary.ts';
import { GENESIS } from '../../src/core/sync/digest.ts';
import type { Head } from '../../src/core/sync/messages.ts';
import type {
  Commit,
  EventReads,
  EventSink,
  LoadedState,
  StoredEvent,
} from '../../src/main/host/store/types.ts';

/** What happens to a commit before and after it takes effect. */
export interface Weather {
  before(): Promise<void>;
  after(): Promise<void>;
}

export const calm: Weather = { before: async () => {}, after: async () => {} };

/** The log in memory, with a hook on each side of the moment at which a commit becomes durable. */
export class MemoryStore implements EventReads, EventSink {
  readonly logs = new Map<string, StoredEvent[]>();
  readonly taken = new Map<string, Head>();
  commits = 0;
  running = 0;
  mostRunning = 0;
  weather: Weather;

  constructor(weather: Weather = calm) {
    this.weather = weather;
  }

  /** A copy of the file as it is now. */
  copy(): MemoryStore {
    const copy = new MemoryStore();
    for (const [build, log] of this.logs) copy.logs.set(build, [...log]);
    for (const [key, at] of this.taken) copy.taken.set(key, at);
    return copy;
  }

  async commit(batch: readonly Commit[]): Promise<void> {
    this.running += 1;
    this.mostRunning = Math.max(this.mostRunning, this.running);
    try {
      await this.weather.before();
      for (const { build, base, head } of batch) {
        const at = this.head(build) ?? { version: 0, digest: GENESIS };
        const written = at.version === head.version && at.digest === head.digest;
        if (!written && at.digest !== base.digest) throw new Error(`conflict in ${build}`);
      }
      for (const { build, head, events, receipts } of batch) {
        if (this.head(build)?.digest === head.digest) continue;
        const log = this.logs.get(build) ?? [];
        log.push(...events);
        this.logs.set(build, log);
        for (const { key, ...at } of receipts) this.taken.set(`${build}/${key}`, at);
      }
      this.commits += 1;
      await this.weather.after();
    } finally {
      this.running -= 1;
    }
  }

  head(build: string): Head | null {
    const last = this.logs.get(build)?.at(-1);
    return last ? { version: last.version, digest: last.digest } : null;
  }

  digestAt(build: string, version: number): string | null {
    return version === 0 ? GENESIS : (this.logs.get(build)?.[version - 1]?.digest ?? null);
  }

  bodies(build: string, from: number, to: number): string[] {
    return (this.logs.get(build) ?? []).slice(from, to).map(({ body }) => body);
  }

  size(build: string, from: number, to: number): number {
    return this.bodies(build, from, to).reduce((sum, body) => sum + body.length, 0);
  }

  load(build: string, version?: number): LoadedState | null {
    const log = this.logs.get(build);
    const at = version ?? log?.length ?? 0;
    const digest = this.digestAt(build, at);
    if (!log || digest === null) return null;
    const events = this.bodies(build, 0, at).map((body) => JSON.parse(body) as BuildEvent);
    const state = reduceAll(emptyState, events);
    return { head: { version: at, digest }, state, checkpoint: emptyState };
  }

  receipts(build: string, keys: readonly string[]): ReadonlyMap<string, Head> {
    const found = new Map<string, Head>();
    for (const key of keys) {
      const head = this.taken.get(`${build}/${key}`);
      if (head) found.set(key, head);
    }
    return found;
  }

  builds() {
    return [...this.logs.keys()].flatMap((build) => {
      const loaded = this.load(build);
      return loaded ? [summarise(build, loaded.state)] : [];
    });
  }
}
