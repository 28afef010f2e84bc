import { z } from 'zod';
import { contentSchema, MOST_PARTS } from './content.ts';

/**
 * One normalised fact about a build.
 *
 * Adapters make events from raw records; producers may send them as they are. Each is numbered when
 * it is committed (its number is the state version), so that an event itself carries no number.
 * `at` is for display only (milliseconds since the epoch, as the agent told it or as it arrived):
 * order is the order of the log.
 */
const event = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({ kind: z.literal(kind), at: z.number().int().nonnegative().max(LAST_DATE), ...shape });

/** Later than this is no date: to show it throws. */
const LAST_DATE = 8.64e15;

const id = z.string().min(1).max(512);
const short = z.string().max(4096);
const count = z.number().int().nonnegative();

export const todoStatuses = ['pending', 'active', 'done', 'failed', 'cancelled'] as const;
export const outcomes = ['succeeded', 'failed', 'cancelled', 'unknown'] as const;
export const toolOutcomes = ['succeeded', 'failed', 'denied', 'interrupted'] as const;

/** What is known of a build as a whole; every field may come late or change. */
const about = {
  title: short.optional(),
  agent: short.optional(),
  agentVersion: short.optional(),
  model: short.optional(),
  /** Working directory: names the project. */
  cwd: short.optional(),
  /** The agent's own name of the session. */
  session: short.optional(),
  /** Of a sub-agent with a session of its own: its caller's session, and the call there that began it. */
  parentSession: short.optional(),
  parentCall: id.optional(),
};

const planItem = z.object({
  /** The agent's own id, where it has one. */
  id: id.optional(),
  text: short,
  /** What the agent calls the item while it works on it. */
  activeText: short.optional(),
  status: z.enum(todoStatuses),
});

/** The call of the sub-agent within which something happened; absent in the main conversation. */
const within = { parent: id.optional() };

/** Session of the sub-agent that a call began or spoke to, where that has one of its own. */
const child = { childSession: short.optional() };

export const buildEventSchema = z.discriminatedUnion('kind', [
  event('build.started', about),
  event('build.updated', about),
  event('build.ended', {
    outcome: z.enum(outcomes),
    reason: short.optional(),
    exitCode: z.number().int().optional(),
  }),

  event('turn.started', { turn: id.optional() }),
  event('turn.ended', {
    outcome: z.enum(outcomes),
    reason: short.optional(),
    durationMs: count.optional(),
  }),

  /** The whole plan, as it now stands. */
  event('plan.updated', { ...within, todos: z.array(planItem).max(1000) }),

  event('tool.started', {
    ...within,
    call: id,
    name: short,
    /** What the tool works on, in a few words: a path, a command. */
    target: short.optional(),
    input: contentSchema.optional(),
    ...child,
  }),
  /** The input, whole (`input`) or as it is being written (`delta`). */
  event('tool.input', {
    call: id,
    delta: z.string().optional(),
    target: short.optional(),
    input: contentSchema.optional(),
  }),
  /** Output so far: `delta` adds to it, `output` takes its place. */
  event('tool.output', {
    call: id,
    delta: z.string().optional(),
    output: contentSchema.optional(),
    ...child,
  }),
  event('tool.ended', {
    call: id,
    outcome: z.enum(toolOutcomes),
    output: contentSchema.optional(),
    error: short.optional(),
    exitCode: z.number().int().optional(),
    durationMs: count.optional(),
    ...child,
  }),

  /** Text of the block is added; with `replace`, it takes the place of what was there. */
  event('text.appended', {
    ...within,
    block: id,
    text: z.string(),
    replace: z.boolean().optional(),
  }),
  event('reasoning.appended', {
    ...within,
    block: id,
    text: z.string(),
    replace: z.boolean().optional(),
  }),
  event('user.message', {
    ...within,
    id: id.optional(),
    text: z.string(),
    /** How many pictures came with it; more than are in `attachments` where they are not told. */
    images: count.optional(),
    attachments: z.array(contentSchema).max(MOST_PARTS).optional(),
  }),
  /** Something that the agent shows between its texts: a picture it made. Told again, it stays as it was. */
  event('attachment.added', {
    ...within,
    block: id,
    name: short.optional(),
    content: contentSchema,
  }),

  event('file.changed', {
    path: short,
    change: z.enum(['added', 'modified', 'deleted', 'renamed']),
    added: count.optional(),
    removed: count.optional(),
    diff: contentSchema.optional(),
    call: id.optional(),
  }),

  /** `scope` says what the figures cover: one model call, one turn, or the session so far. */
  event('usage', {
    ...within,
    scope: z.enum(['call', 'turn', 'session']),
    /** Samples of one scope with the same key replace each other. */
    key: id.optional(),
    input: count.optional(),
    output: count.optional(),
    cacheRead: count.optional(),
    cacheWrite: count.optional(),
    reasoning: count.optional(),
    /** What the build has cost so far, whatever the scope. */
    costUsd: z.number().nonnegative().optional(),
    contextWindow: count.optional(),
  }),

  event('attention.requested', {
    id,
    reason: z.enum(['permission', 'question', 'idle']),
    text: short,
    call: id.optional(),
  }),
  event('attention.cleared', { id }),

  event('error', {
    ...within,
    message: short,
    code: short.optional(),
    call: id.optional(),
    /** The agent said that it goes on by itself (a retry, a fallback). */
    recovering: z.boolean().optional(),
  }),
  event('notice', { ...within, text: short }),

  /** A record that no adapter understood, kept so that nothing is lost. */
  event('unrecognised', { format: short, reason: short, raw: contentSchema }),
]);

export type BuildEvent = z.infer<typeof buildEventSchema>;
/** All kinds of events, by name. */
export const eventKinds: readonly string[] = buildEventSchema.options.map(
  ({ shape }) => shape.kind.value,
);
export type BuildEventKind = BuildEvent['kind'];
export type BuildEventOf<Kind extends BuildEventKind> = Extract<BuildEvent, { kind: Kind }>;
export type PlanItem = z.infer<typeof planItem>;
export type TodoStatus = (typeof todoStatuses)[number];
export type Outcome = (typeof outcomes)[number];
export type ToolOutcome = (typeof toolOutcomes)[number];
