import type { Content } from './content.ts';
import type { BuildEventOf, Outcome, TodoStatus, ToolOutcome } from './event.ts';
import { emptyVector, type Vector } from './vector.ts';

/**
 * Raised when the same events fold into another state than before: stored checkpoints are then
 * dropped, and replicas ask for a snapshot.
 */
export const REDUCER_VERSION = 4;

/** Text of one block that a state carries; the rest is in the log. In UTF-16 units. */
export const BLOCK_LIMIT = 64 * 1024;

/**
 * A build at a state version. Plain JSON; never changed in place.
 * Everything in it is derived from the events 1 to `version`.
 */
export interface BuildState {
  readonly version: number;
  readonly title: string | null;
  readonly agent: string | null;
  readonly agentVersion: string | null;
  readonly model: string | null;
  readonly cwd: string | null;
  readonly session: string | null;
  /** Of a sub-agent: its caller's session, and the call there that began it, as far as it is told. */
  readonly parentSession: string | null;
  readonly parentCall: string | null;
  readonly startedAt: number | null;
  readonly lastEventAt: number | null;
  /** How the build ended; null while it goes on, or when nobody said. */
  readonly ended: Ended | null;
  readonly turns: { readonly count: number; readonly open: boolean; readonly last: Outcome | null };
  /** The plan in its present order, then the dropped TODOs. Sub-agents' plans carry their scope. */
  readonly todos: readonly Todo[];
  /** Sizes of the main plan, first and now: "plan grew 7 → 9". */
  readonly plan: {
    readonly updates: number;
    readonly first: number;
    readonly now: number;
    /** Version of the first plan: work without a TODO is before it or outside it. */
    readonly firstIn: number | null;
  };
  /** Everything that happened, in order of appearance. A node keeps its place for good. */
  readonly nodes: Vector<Node>;
  /** Positions of the tools that have not ended. */
  readonly running: readonly number[];
  readonly files: Vector<FileState>;
  readonly usage: Usage;
  readonly attention: readonly Attention[];
  readonly counts: Counts;
}

export interface Ended {
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly exitCode: number | null;
  readonly at: number;
  readonly version: number;
}

export interface Counts {
  readonly tools: number;
  readonly failedTools: number;
  readonly errors: number;
  readonly unrecognised: number;
  readonly messages: number;
  /** Times that work went on after the build had ended. */
  readonly reopened: number;
}

/** A stretch during which a TODO was active, in versions and in time; open while `to` is null. */
export interface Span {
  readonly from: number;
  readonly fromAt: number;
  readonly to: number | null;
  readonly toAt: number | null;
}

export interface Todo {
  /** Identity within the build, for good: renaming or moving a TODO does not change it. */
  readonly key: string;
  readonly agentId: string | null;
  /** Call of the sub-agent whose plan this belongs to; null for the main plan. */
  readonly scope: string | null;
  readonly text: string;
  readonly activeText: string | null;
  readonly status: TodoStatus;
  /** Version at which it appeared, was last renamed (with the former text), was dropped. */
  readonly addedIn: number;
  readonly renamed: { readonly from: string; readonly in: number } | null;
  readonly droppedIn: number | null;
  readonly spans: readonly Span[];
  readonly tools: number;
  readonly failedTools: number;
}

/** What every node has. */
export interface NodeBase {
  /** Unique within the build: the kind and the agent's id. */
  readonly key: string;
  /** Key of the TODO that was active when the node appeared; null where none was. */
  readonly todo: string | null;
  /** Position of the sub-agent's call that this happened in; null in the main conversation. */
  readonly parent: number | null;
  /** Versions and times of the first and the last event of this node: nothing changes it that does not move `to`. */
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly endAt: number;
}

export interface ToolNode extends NodeBase {
  readonly kind: 'tool';
  readonly call: string;
  readonly name: string;
  readonly target: string | null;
  readonly input: Content | null;
  /** The input as it is being written; null once it is whole. */
  readonly inputText: string | null;
  readonly output: Content | null;
  readonly outcome: ToolOutcome | null;
  readonly error: string | null;
  readonly exitCode: number | null;
  readonly durationMs: number | null;
  /** Session of the sub-agent that the call began, where that is a build of its own. */
  readonly childSession: string | null;
  /** Lines added and removed by file changes that name this call. */
  readonly added: number;
  readonly removed: number;
  /** Those changes: the first of them, their diffs left in the log. */
  readonly changes: readonly ToolChange[];
}

/** A change of a file by a call. */
export interface ToolChange {
  readonly path: string;
  /** Version of the event, which holds the diff. */
  readonly version: number;
  readonly hasDiff: boolean;
}

export interface TextNode extends NodeBase {
  readonly kind: 'text' | 'reasoning';
  readonly block: string;
  readonly text: string;
  /** Length of the whole text, in UTF-16 units; more than `text.length` where the state carries a part. */
  readonly length: number;
}

export interface UserNode extends NodeBase {
  readonly kind: 'user';
  readonly text: string;
  readonly length: number;
  /** Pictures that came with it, also those that are not among the attachments. */
  readonly images: number;
  readonly attachments: readonly Content[];
}

export interface AttachmentNode extends NodeBase {
  readonly kind: 'attachment';
  readonly name: string | null;
  readonly content: Content;
}

export interface ErrorNode extends NodeBase {
  readonly kind: 'error';
  readonly message: string;
  readonly code: string | null;
  readonly recovering: boolean;
}

export interface NoticeNode extends NodeBase {
  readonly kind: 'notice';
  readonly text: string;
}

export interface UnrecognisedNode extends NodeBase {
  readonly kind: 'unrecognised';
  readonly format: string;
  readonly reason: string;
  readonly raw: Content;
}

export type Node =
  ToolNode | TextNode | UserNode | AttachmentNode | ErrorNode | NoticeNode | UnrecognisedNode;

export interface FileState {
  /** The path. */
  readonly key: string;
  readonly change: BuildEventOf<'file.changed'>['change'];
  readonly added: number;
  readonly removed: number;
  readonly edits: number;
  readonly version: number;
}

/** Tokens and cost so far. Call and turn samples add up per key; a session sample takes their place. */
export interface Usage {
  readonly total: Tokens;
  /** The latest samples with a key, which a later one with the same key replaces. */
  readonly recent: readonly UsageSample[];
  readonly costUsd: number | null;
  readonly contextWindow: number | null;
  /** Tokens in the context of the latest call of the main conversation. */
  readonly context: number | null;
}

export interface UsageSample {
  readonly scope: string;
  readonly key: string;
  readonly tokens: Tokens;
}

export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly reasoning: number;
}

export interface Attention {
  readonly id: string;
  readonly reason: BuildEventOf<'attention.requested'>['reason'];
  readonly text: string;
  /** The call that waits for the answer, where that is told. */
  readonly call: string | null;
  readonly at: number;
  readonly version: number;
}

export const noTokens: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 };

/** The state at version 0: before the first event. */
export const emptyState: BuildState = {
  version: 0,
  title: null,
  agent: null,
  agentVersion: null,
  model: null,
  cwd: null,
  session: null,
  parentSession: null,
  parentCall: null,
  startedAt: null,
  lastEventAt: null,
  ended: null,
  turns: { count: 0, open: false, last: null },
  todos: [],
  plan: { updates: 0, first: 0, now: 0, firstIn: null },
  nodes: emptyVector(),
  running: [],
  files: emptyVector(),
  usage: { total: noTokens, recent: [], costUsd: null, contextWindow: null, context: null },
  attention: [],
  counts: { tools: 0, failedTools: 0, errors: 0, unrecognised: 0, messages: 0, reopened: 0 },
};
