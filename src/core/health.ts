import { z } from 'zod';
import { snapshotReasons } from './sync/messages.ts';

// What a host says of itself at `GET /v1/health`.

const count = z.number().int().nonnegative();
const amount = z.number().nonnegative();

/** How a quantity was spread. All but `count` are 0 where nothing was measured; true to about 1 %. */
const spreadSchema = z.object({
  /** How often it was measured. */
  count,
  p50: amount,
  p90: amount,
  p99: amount,
  max: amount,
});
export type Spread = z.infer<typeof spreadSchema>;

const meterSchema = z.object({
  /** At most the last five minutes. */
  recent: spreadSchema,
  /** Since the host started. */
  total: spreadSchema,
});
export type Meter = z.infer<typeof meterSchema>;

/** What a watcher's question is answered with; of the snapshots, why it is one. */
export const watchOutcomes = ['current', 'delta', ...snapshotReasons] as const;
export type WatchOutcome = (typeof watchOutcomes)[number];

const outcomesSchema = z.record(z.enum(watchOutcomes), count);
export type Outcomes = z.infer<typeof outcomesSchema>;

const logMovesSchema = z.object({
  /** Times since the start that the thread failed which moves a write-ahead log into its file. */
  failures: count,
  /**
   * Why it failed last, until it has moved the log again. It is tried again with growing pauses; until
   * then commits move the log, and the event loop waits for the disk.
   */
  problem: z.string().optional(),
});
export type LogMoves = z.infer<typeof logMovesSchema>;

export const healthSchema = z.object({
  status: z.enum(['ok', 'not-durable', 'read-only']),
  /** Why commits fail, while they do. */
  problem: z.object({ code: z.string(), message: z.string() }).optional(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  builds: count,
  /** Connections that are open. */
  watchers: count,
  databaseBytes: count,
  /** Whether incidents are reported to a service outside: only where `SENTRY_DSN` is set. */
  reporting: z.boolean(),

  refreshes: count,
  events: count,
  failedCommits: count,
  /** Builds whose events wait for a commit that has failed at least once. */
  notDurable: count,
  /** Versions announced that did not follow from the one before: must stay 0. */
  outOfOrder: count,

  /** How the write-ahead logs of the store and of the search index are moved; null where there is no index. */
  logMoves: z.object({ store: logMovesSchema, search: logMovesSchema.nullable() }),

  /** What watchers counted while this host ran, as they told it with their heartbeats. */
  gaps: count,
  resyncs: count,
  /** What the first question about a stream on a connection was answered with; `initial`: it came with nothing. */
  reconnects: outcomesSchema,
  /** What further questions about it on the same connection were answered with. */
  repeats: outcomesSchema,
  /** Connections that were cut because their watcher asked for more than it read. */
  cut: count,
  /** Times that a stream could not be read from the log. */
  unreadable: count,

  /** Milliseconds from taking the events of a build until they were announced, retries included. */
  refreshTime: meterSchema,
  /** Milliseconds of a commit that succeeded; one may hold several builds. */
  commitTime: meterSchema,
  /** Events that waited when a round took them. */
  queueDepth: meterSchema,
  /**
   * Milliseconds from handing an event to the host until a watcher said that it has it: there and
   * back. One measure for each refresh and watcher, of the refresh's oldest event.
   */
  eventToWatcher: meterSchema,
  /** What was announced to watchers and not acknowledged, so that it is not in `eventToWatcher` yet. */
  unacknowledged: z.object({
    /** Streams of watchers that have something to acknowledge. */
    streams: count,
    /** Age of the oldest event among it, in milliseconds. */
    oldest: amount,
    /** Measures given up because the watcher left before it acknowledged. */
    abandoned: count,
  }),
});
export type Health = z.infer<typeof healthSchema>;
