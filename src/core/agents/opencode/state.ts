import type { Json } from '../../build/content.ts';
import type { Outcome } from '../../build/event.ts';
import type { About, Reading as RecordReading } from '../reading.ts';
import { keepNewest } from '../memory.ts';

export type OpenCodeFormat =
  'opencode-events' | 'opencode-export' | 'opencode-run' | 'opencode-store';

/** What the adapter remembers of a session. */
export interface OpenCodeState {
  readonly format: OpenCodeFormat;
  started: boolean;
  readonly about: About;
  /** Ids of the latest events: after a reconnect, and in copied files, they come again. */
  readonly seen: Set<string>;
  readonly turn: { open: boolean; id: string | null; last: Outcome | null; error: string | null };
  /** Messages of the user that began a turn. */
  readonly turns: Set<string>;
  readonly roles: Map<string, 'user' | 'assistant'>;
  /** Parts whose message is not known yet, by message. */
  readonly waiting: Map<string, Map<string, Json>>;
  /** Texts that are being written, by part. */
  readonly texts: Map<string, OpenText>;
  /** Parts that say nothing more: texts that were ended, and what is told once. */
  readonly done: Set<string>;
  readonly calls: Map<string, OpenCall>;
  readonly endedCalls: Set<string>;
  /** Messages whose usage was told step by step. */
  readonly stepped: Set<string>;
  /** Files that an edit has told of in the present step. */
  readonly edited: Set<string>;
  /** What the user was asked, and the call that waits. */
  readonly attention: Map<string, string | null>;
  readonly answered: Set<string>;
  /** The plan as last told. */
  plan: string;
  retry: string;
  /** What the steps so far have cost. */
  cost: number;
  /** Which of the server's two families of events tells the session; the other repeats it. */
  family: 'parts' | 'next' | null;
}

export interface OpenText {
  readonly kind: 'text' | 'reasoning';
  text: string;
}

export interface OpenCall {
  hasInput: boolean;
  /** Output so far, of commands that report it. */
  output: string;
  /** Session of the sub-agent that it runs, once told. */
  child: string | null;
}

export const initialState = (format: OpenCodeFormat): OpenCodeState => ({
  format,
  started: false,
  about: {},
  seen: new Set(),
  turn: { open: false, id: null, last: null, error: null },
  turns: new Set(),
  roles: new Map(),
  waiting: new Map(),
  texts: new Map(),
  done: new Set(),
  calls: new Map(),
  endedCalls: new Set(),
  stepped: new Set(),
  edited: new Set(),
  attention: new Map(),
  answered: new Set(),
  plan: '[]',
  retry: '',
  cost: 0,
  family: null,
});

/** The reading of one record. */
export interface Reading extends RecordReading<OpenCodeState> {
  /** Most records tell their time only within. */
  at: number;
}

/** What is remembered only to tell copies: of a long session the latest so many. */
const MEMORY = 20_000;

/** Whether it is new to the set; the oldest is forgotten past a limit. */
export function remember(set: Set<string>, value: string): boolean {
  if (set.has(value)) return false;
  set.add(value);
  keepNewest(set, MEMORY);
  return true;
}
