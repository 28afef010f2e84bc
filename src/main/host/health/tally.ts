import type { Counters } from '../../../core/sync/messages.ts';
import type { Told } from '../feed/observer.ts';

export const noCounters: Counters = {
  received: 0,
  replayed: 0,
  duplicates: 0,
  gaps: 0,
  resyncs: 0,
  refreshed: 0,
};

/** Watchers' streams of which the last report is remembered. */
const REMEMBERED = 1024;

/**
 * Sums what watchers count. A watcher tells its counters as they stand, and tells them again after
 * each reconnect: only what was added since its last report is new.
 */
export class Tally {
  gaps = 0;
  resyncs = 0;
  readonly #last = new Map<string, Counters>();

  /** @returns the gaps and resyncs that are new */
  take(told: Told): Pick<Counters, 'gaps' | 'resyncs'> {
    const before = this.#before(told);
    const gaps = told.counters.gaps - before.gaps;
    const resyncs = told.counters.resyncs - before.resyncs;
    this.gaps += gaps;
    this.resyncs += resyncs;
    return { gaps, resyncs };
  }

  #before({ watcher, stream, counters, before, fresh }: Told): Counters {
    const key = JSON.stringify([watcher, stream]);
    const known = before ?? (watcher === '' || fresh ? undefined : this.#last.get(key));
    if (watcher !== '') {
      // Taken out first: the map is in the order of the reports, and the oldest is forgotten.
      this.#last.delete(key);
      this.#last.set(key, counters);
      for (const oldest of this.#last.keys()) {
        if (this.#last.size <= REMEMBERED) break;
        this.#last.delete(oldest);
      }
    }
    // One that stood somewhere when we first met it counted with another host, or before it was
    // forgotten here: where it stands now is where we begin.
    if (!known) return fresh ? noCounters : counters;
    // Counters only rise: lower ones are those of a watcher that began anew.
    const began = keys.some((name) => counters[name] < known[name]);
    return began ? noCounters : known;
  }
}

const keys = Object.keys(noCounters) as (keyof Counters)[];
