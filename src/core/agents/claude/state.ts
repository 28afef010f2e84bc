import type { PlanItem } from '../../build/event.ts';
import { type About, learn, type Reading as RecordReading } from '../reading.ts';
import type { JsonObject } from '../json.ts';

export type ClaudeFormat = 'claude-stream-json' | 'claude-transcript';

/** What the adapter remembers of a session: all that later records refer to. */
export interface ClaudeState {
  readonly format: ClaudeFormat;
  started: boolean;
  readonly about: About;
  /** How good the title is; a better source replaces it. */
  titleRank: number;
  /** Ids of the records read, so that copied history is passed over. */
  readonly seen: Set<string>;
  readonly turn: Turn;
  /** Blocks of each message so far, by message id. */
  readonly blocks: Map<string, number>;
  /** Fingerprints of the texts of each message: copies may come much later, under other uuids. */
  readonly texts: Map<string, readonly number[]>;
  /** Details of the latest messages: partial blocks, usage. */
  readonly messages: Map<string, MessageTrack>;
  /** The message that is being streamed, by sub-agent call ('' for the main conversation). */
  readonly streaming: Map<string, string>;
  /** Calls that have not ended. */
  readonly calls: Map<string, OpenCall>;
  /** All calls started, and those that their own result has ended. */
  readonly startedCalls: Set<string>;
  readonly endedCalls: Set<string>;
  /** Background tasks and sub-agents by their own id: the call that started them. */
  readonly tasks: Map<string, string>;
  readonly notified: Set<string>;
  /** Which call a sidechain record belongs to, by its uuid. */
  readonly chain: Map<string, string>;
  /** TODO lists by sub-agent call ('' for the main conversation). */
  readonly lists: Map<string, readonly PlanItem[]>;
  readonly attention: Set<string>;
}

export interface Turn {
  open: boolean;
  count: number;
  /** Whether the agent has said or done anything in it. */
  busy: boolean;
  interrupted: boolean;
  spoke: boolean;
  /** Turns that another one followed before their result came. */
  owed: number;
  /** Output tokens of the main conversation that were told in it. */
  output: number;
  /** The error last told in it, so that the result does not tell it again. */
  error: string | null;
  last: 'succeeded' | 'failed' | 'cancelled' | 'unknown' | null;
  /** Why the last turn failed. */
  why: string | null;
  /** Calls of the turn that failed, with what is known of them: a denial is told only at the end. */
  readonly failed: Map<string, { readonly error: string; readonly durationMs: number }>;
  /** Blocks by the uuid of their line: a later message may supersede them. */
  readonly lines: Map<string, string[]>;
}

export interface OpenCall {
  readonly name: string;
  readonly at: number;
  readonly parent: string | undefined;
  /** The input, of tools whose result is only understood with it. */
  input: JsonObject | null;
  /** The plan before this call, to go back to if the call fails. */
  undo: readonly PlanItem[] | null;
  /** Output so far, of commands that report it. */
  output: string;
  /** Whether its input is still being streamed. */
  partial: boolean;
}

export interface MessageTrack {
  readonly partial: Map<number, PartialBlock>;
  request: string | null;
  usage: string;
}

export interface PartialBlock {
  readonly kind: 'text' | 'reasoning' | 'tool' | 'other';
  readonly call: string | null;
  text: string;
  settled: boolean;
}

export function initialState(format: ClaudeFormat): ClaudeState {
  return {
    format,
    started: false,
    about: {},
    titleRank: -1,
    seen: new Set(),
    turn: {
      open: false,
      count: 0,
      busy: false,
      interrupted: false,
      spoke: false,
      owed: 0,
      output: 0,
      error: null,
      last: null,
      why: null,
      failed: new Map(),
      lines: new Map(),
    },
    blocks: new Map(),
    texts: new Map(),
    messages: new Map(),
    streaming: new Map(),
    calls: new Map(),
    startedCalls: new Set(),
    endedCalls: new Set(),
    tasks: new Map(),
    notified: new Set(),
    chain: new Map(),
    lists: new Map(),
    attention: new Set(),
  };
}

/** The reading of one record. */
export interface Reading extends RecordReading<ClaudeState> {
  readonly record: JsonObject;
  readonly uuid: string | undefined;
  /** Call of the sub-agent that the record belongs to. */
  readonly parent: string | undefined;
}

/** Titles by source, the better ones higher. */
export const titleRanks = { foreignSummary: 0, prompt: 1, summary: 2, ai: 3, custom: 4 };

export function learnTitle(reading: Reading, title: string | undefined, rank: number): void {
  if (title === undefined || rank < reading.state.titleRank) return;
  reading.state.titleRank = rank;
  learn(reading, 'title', title);
}
