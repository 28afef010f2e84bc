import { z } from 'zod';
import { buildEventSchema } from '../build/event.ts';
import { buildStateSchema, runSchema } from '../build/state-schema.ts';
import { listedBuildSchema } from '../build/listed.ts';

/**
 * The wire contract, the same over every transport: one JSON text a message.
 * `docs/protocol.md` says what they mean; the rules have tests that cite them.
 */
export const PROTOCOL = 1;

/** Deltas that a watcher may have unacknowledged before the feed waits for it. */
export const CREDIT = 2;

const version = z.number().int().nonnegative();
const digest = z.string().regex(/^[0-9a-f]{16}$/);
const head = z.object({ version, digest });
const ask = z.number().int().nonnegative();
/** The number that a watcher gives a stream, by which short deltas name it. */
const as = z.number().int().nonnegative();
export type Head = z.infer<typeof head>;

const buildStream = z.templateLiteral(['build/', z.string().min(1).max(256)]);
/** `build/<id>`, or `builds`: the list of summaries. */
const stream = z.union([z.literal('builds'), buildStream]);
export type BuildStream = z.infer<typeof buildStream>;
export type Stream = z.infer<typeof stream>;

/** Trace context that came with an event and leaves with the delta that carries it (rule R11). */
export const traceSchema = z.object({
  traceparent: z.string().max(512).optional(),
  sentryTrace: z.string().max(512).optional(),
  baggage: z.string().max(8192).optional(),
});
export type Trace = z.infer<typeof traceSchema>;

const count = z.number().int().nonnegative();

/** What a watcher counts on one stream. */
const countersSchema = z.object({
  /** Events that were applied as they happened, and in answer to a question. */
  received: count,
  replayed: count,
  /** Events that were known already. */
  duplicates: count,
  gaps: count,
  /** Questions asked on a live connection, and snapshots taken. */
  resyncs: count,
  refreshed: count,
});
export type Counters = z.infer<typeof countersSchema>;

const watcherMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    protocol: z.number().int(),
    /** What kind of watcher it is: `window`, `browser` … */
    client: z.string().max(200),
    /** Names this watcher over all its connections. */
    watcher: z.string().min(1).max(64).optional(),
  }),
  z.object({
    type: z.literal('watch'),
    stream,
    since: head.optional(),
    mode: z.enum(['deltas', 'snapshots']).default('deltas'),
    /** A long snapshot may come in parts; absent: it comes as one message. */
    parts: z.boolean().optional(),
    /** Comes back in the answer, so that an answer to an earlier question is not taken for this one. */
    ask,
    /** Deltas may come in the short form. */
    as: as.optional(),
  }),
  z.object({ type: z.literal('unwatch'), stream }),
  z.object({ type: z.literal('ack'), stream, version }),
  /** What the watcher counted on a stream, told with the heartbeats when it has changed. */
  z.object({ type: z.literal('report'), stream, counters: countersSchema }),
]);
export type WatcherMessage = z.infer<typeof watcherMessageSchema>;

/** Who watches over a connection, and where it stands on each of its streams: what the host tells of it. */
export const watcherReportSchema = z.object({
  /** The watcher's own name, the same over all its connections; empty where it gave none. */
  id: z.string(),
  client: z.string(),
  streams: z.array(
    z.object({
      stream,
      mode: z.enum(['deltas', 'snapshots']),
      /** The version that it was last sent. */
      sent: version,
      /** What it last told of this stream. */
      counters: countersSchema.nullable(),
    }),
  ),
});
export type WatcherReport = z.infer<typeof watcherReportSchema>;

export const snapshotReasons = ['initial', 'behind', 'diverged', 'ahead', 'requested'] as const;
export type SnapshotReason = (typeof snapshotReasons)[number];

const listChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('build'), summary: listedBuildSchema }),
  z.object({ kind: z.literal('removed'), id: z.string() }),
]);
export type ListChange = z.infer<typeof listChange>;

const snapshot = {
  type: z.literal('snapshot'),
  version,
  digest,
  reason: z.enum(snapshotReasons),
  ask: ask.optional(),
};
const delta = {
  type: z.literal('delta'),
  base: version,
  version,
  digest,
  trace: traceSchema.optional(),
  ask: ask.optional(),
};

export const feedMessageSchema = z.union([
  z.object({
    type: z.literal('welcome'),
    protocol: z.number().int(),
    reducer: z.number().int(),
    /** Names this run of the host; another one means that the host was restarted. */
    host: z.string(),
    /** Interval of `head` messages, in milliseconds. */
    heartbeat: z.number().int().positive(),
    limits: z.object({ messageBytes: z.number().int(), streams: z.number().int() }),
  }),
  z.object({
    ...snapshot,
    stream: buildStream,
    state: buildStateSchema,
    /** How many parts came before: the state's tables are empty here, and their rows are in those. */
    parts: count.optional(),
  }),
  z.object({ ...snapshot, stream: z.literal('builds'), state: z.array(listedBuildSchema) }),
  z.object({ ...delta, stream: buildStream, events: z.array(buildEventSchema) }),
  z.object({ ...delta, stream: z.literal('builds'), events: z.array(listChange) }),
  /** Rows of a snapshot that comes behind its parts; `part` counts them, from 0. */
  z.object({
    ...runSchema.shape,
    type: z.literal('part'),
    stream: buildStream,
    version,
    digest,
    part: count,
    ask: ask.optional(),
  }),
  /** The watcher is at the head already: the third answer to `watch`. */
  z.object({ type: z.literal('current'), stream, version, digest, ask }),
  z.object({
    type: z.literal('head'),
    heads: z.record(z.string(), head),
    /** Counts the changes of the host's settings, so that windows know when to ask for them. */
    settings: count.optional(),
  }),
  z.object({
    type: z.literal('error'),
    code: z.string(),
    message: z.string(),
    retryable: z.boolean(),
    stream: stream.optional(),
    /** Milliseconds to wait before trying again. */
    after: z.number().int().nonnegative().optional(),
  }),
  z.object({
    type: z.literal('bye'),
    code: z.string(),
    message: z.string(),
    retryable: z.boolean(),
    after: z.number().int().nonnegative().optional(),
  }),
]);
export type FeedMessage = z.infer<typeof feedMessageSchema>;
export type BuildDelta = Extract<FeedMessage, { type: 'delta'; stream: BuildStream }>;

/** A delta of a build in the short form, which is for those that answer no question and carry no trace. */
const shortDelta = z
  .tuple([z.literal('d'), as, version, digest, z.array(buildEventSchema)])
  .transform(([, as, base, digest, events]) => {
    return { type: 'delta' as const, as, base, version: base + events.length, digest, events };
  });
/** What it says: a delta, but for the number where another has the stream. */
export type NumberedDelta = z.infer<typeof shortDelta>;

/** Writes the short form. @param events the JSON text of the list */
export const shortDeltaText = (as: number, base: number, digest: string, events: string): string =>
  `["d",${as},${base},"${digest}",${events}]`;

export const buildStreamOf = (id: string): BuildStream => `build/${id}`;
export const buildOf = (stream: BuildStream): string => stream.slice('build/'.length);

/** What a watcher said, or why it is no message. */
export function parseWatcherMessage(text: string): WatcherMessage | { readonly error: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { error: 'The message is not JSON.' };
  }
  const parsed = watcherMessageSchema.safeParse(value);
  return parsed.success ? parsed.data : { error: z.prettifyError(parsed.error) };
}

/** What a host said; null where it is no message. */
export function parseFeedMessage(text: string): FeedMessage | NumberedDelta | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = (Array.isArray(value) ? shortDelta : feedMessageSchema).safeParse(value);
  return parsed.success ? parsed.data : null;
}
