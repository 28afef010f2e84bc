import type { Outcome, PlanItem } from '../../build/event.ts';
import type { About, Reading as RecordReading } from '../reading.ts';

export type GeminiFormat = 'gemini-stream-json' | 'gemini-session';

/** What the adapter remembers of a session. */
export interface GeminiState {
  readonly format: GeminiFormat;
  /** Session whose folder the file stands in: that of a sub-agent says nowhere else whose it is. */
  readonly caller: string | undefined;
  started: boolean;
  readonly about: About;
  readonly turn: Turn;
  /** Fingerprints of what was told, by a name of its own: a session is told again as it changes. */
  readonly told: Map<string, number>;
  /** Calls that run, with what their end is understood by. */
  readonly calls: Map<string, OpenCall>;
  readonly endedCalls: Set<string>;
  readonly attention: Set<string>;
  /** Blocks of text in a stream that names none; the one that is being written, or null. */
  blocks: number;
  block: string | null;
  plan: readonly PlanItem[];
}

export interface Turn {
  open: boolean;
  count: number;
  last: Outcome | null;
  /** What the turn would end as, were it over: nothing in a session file says that it is. */
  ending: Outcome;
  reason: string | undefined;
}

export interface OpenCall {
  readonly name: string;
  readonly at: number;
  readonly input: Record<string, unknown>;
  /** The plan before this call, to go back to if the call fails. */
  undo: readonly PlanItem[] | null;
}

export const initialState = (format: GeminiFormat, path = ''): GeminiState => ({
  format,
  caller: callerIn(path),
  started: false,
  about: {},
  turn: { open: false, count: 0, last: null, ending: 'unknown', reason: undefined },
  told: new Map(),
  calls: new Map(),
  endedCalls: new Set(),
  attention: new Set(),
  blocks: 0,
  block: null,
  plan: [],
});

/** `…/chats/<session of the caller>/<session>.jsonl`, with either slash. */
const callerIn = (path: string): string | undefined =>
  /[/\\]chats[/\\]([^/\\]+)[/\\][^/\\]+$/.exec(path)?.[1];

/** The reading of one record. */
export interface Reading extends RecordReading<GeminiState> {
  /** Most records tell their time only within. */
  at: number;
}

/** What was told of a name so far, compared with what is to be told now. */
export function newsOf(reading: Reading, name: string, text: string): 'new' | 'changed' | 'known' {
  const { told } = reading.state;
  const print = fingerprint(text);
  const known = told.get(name);
  told.set(name, print);
  if (known === undefined) return 'new';
  return known === print ? 'known' : 'changed';
}

/** FNV-1a over the text's units: enough to see that a text changed. */
function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
