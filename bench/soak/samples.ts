import { slope } from '../harness/growth.ts';
import { median } from '../harness/rounds.ts';

/** What was seen of the host at some moment. */
export interface Sample {
  /** Minutes since the soak began. */
  readonly minute: number;
  /** Counts the processes of the host: each restart begins another. */
  readonly run: number;
  /** MiB that are alive after a collection, and of the process. */
  readonly alive: number;
  readonly rss: number;
  readonly files: number;
  readonly databaseBytes: number;
  readonly events: number;
}

/** What watchers saw within one minute. */
export interface Minute {
  readonly minute: number;
  readonly events: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly reconnects: number;
  /** The host was started again in it: its times are those of the outage. */
  readonly restarted: boolean;
}

/**
 * How fast something of the host grows, in units a minute. Each process of the host starts anew, so each
 * is looked at by itself, without its first part, in which code is compiled and builds are met; the
 * slopes of all are one fit.
 * @param settle the part of each process's time that is left out
 */
export function slopeWithin(
  samples: readonly Sample[],
  of: (sample: Sample) => number,
  settle = 0.6,
): number {
  const runs = [...new Set(samples.map(({ run }) => run))];
  const centred = runs.flatMap((run) => {
    const all = samples.filter((sample) => sample.run === run);
    const settled = all.slice(Math.ceil(all.length * settle));
    if (settled.length < 3) return [];
    const middle = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
    const minute = middle(settled.map((sample) => sample.minute));
    const value = middle(settled.map(of));
    return settled.map((sample) => ({ size: sample.minute - minute, cost: of(sample) - value }));
  });
  return centred.length === 0 ? NaN : slope(centred);
}

export interface Summary {
  readonly minutes: number;
  readonly events: number;
  readonly restarts: number;
  readonly reconnects: number;
  /** MiB a minute, and file handles a minute. */
  readonly heapSlope: number;
  readonly fileSlope: number;
  readonly databaseBytesPerEvent: number;
  /** Milliseconds: the p99 of the middle minute and of the worst, of those without a restart. */
  readonly p99: number;
  readonly worstP99: number;
}

/** The whole soak in a few figures. */
export function summarise(samples: readonly Sample[], minutes: readonly Minute[]): Summary {
  const [first] = samples;
  const last = samples.at(-1);
  const calm = minutes.filter(({ restarted, events }) => !restarted && events > 0);
  const events = (last?.events ?? 0) - (first?.events ?? 0);
  const bytes = (last?.databaseBytes ?? 0) - (first?.databaseBytes ?? 0);
  return {
    minutes: minutes.length,
    events: last?.events ?? 0,
    restarts: Math.max(0, ...samples.map(({ run }) => run)),
    reconnects: minutes.reduce((sum, minute) => sum + minute.reconnects, 0),
    heapSlope: slopeWithin(samples, ({ alive }) => alive),
    fileSlope: slopeWithin(samples, ({ files }) => files),
    databaseBytesPerEvent: bytes / events,
    p99: median(calm.map(({ p99 }) => p99)),
    worstP99: Math.max(...calm.map(({ p99 }) => p99)),
  };
}
