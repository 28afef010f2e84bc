import type { Outcome, PlanItem } from '../../build/event.ts';
import { type About, learn, type Reading as RecordReading } from '../reading.ts';
import type { JsonObject } from '../json.ts';
import type { Picture } from '../pictures.ts';

export type CodexFormat =
  'codex-rollout' | 'codex-exec-json' | 'codex-app-server' | 'codex-tui-log-legacy';

/** Where a fact was told: Codex tells most of them two or three times, each time in another shape. */
export type Source = 'event' | 'response' | 'item';

/** How far an item was when it was told. */
export type Phase = 'started' | 'updated' | 'completed';

/** What the adapter remembers of a thread: all that later records refer to. */
export interface CodexState {
  readonly format: CodexFormat;
  started: boolean;
  readonly about: About;
  /** Processes that have written into the stream: the ids of items start anew in each. */
  runs: number;
  readonly turn: Turn;
  /** Turns by their id, as far as they have ids: a turn ends once. */
  readonly turns: Map<string, 'open' | 'ended'>;
  /** Marks of the lines read, where lines carry times. */
  readonly seen: Set<number>;
  /** How often each source told a fact, by a mark of its text. */
  readonly told: Map<string, Partial<Record<Source, number>>>;
  /** Blocks that are being streamed, with their text so far. */
  readonly live: Map<string, string>;
  /** Blocks that are complete. */
  readonly settled: Set<string>;
  /** Names given out to blocks and calls without ids. */
  names: number;
  /** Calls that have not ended. */
  readonly calls: Map<string, OpenCall>;
  readonly startedCalls: Set<string>;
  readonly endedCalls: Set<string>;
  /** Calls whose changes of files have been told. */
  readonly changedFiles: Set<string>;
  /** Commands that go on in the background, by their terminal session. */
  readonly terminals: Map<string, string>;
  /** Requests to the user, and the call that waits for each ('' for none). */
  readonly attention: Map<string, string>;
  plan: readonly PlanItem[];
  /** The usage last told. */
  usage: string;
  /** Whether events tell what the user says; then the model's input does not. */
  userTold: boolean;
  /** What the model was given as the user's words, while no event has told it. */
  readonly held: HeldMessage[];
  /** Set while the copied history of a parent thread is passed over. */
  fork: Fork | null;
  /** Whether notifications of the second protocol have come: those of the first then repeat them. */
  second: boolean;
}

export interface Turn {
  open: boolean;
  id: string | null;
  /** Whether its beginning was told, and not only inferred from work. */
  declared: boolean;
  busy: boolean;
  /** The error last told in it. */
  error: string | null;
  last: Outcome | null;
}

export interface OpenCall {
  readonly name: string;
  input: JsonObject;
  /** What a patch changes, until it is known whether it was applied. */
  changes: unknown;
  /** The plan before this call, to go back to if the call fails. */
  undo: readonly PlanItem[] | null;
  /** Output so far. */
  output: string;
}

export interface HeldMessage {
  readonly text: string;
  readonly images: number;
  readonly pictures: readonly Picture[];
  readonly at: number;
}

export interface Fork {
  readonly parent: string;
  readonly thread: string;
  /** When the thread began, in milliseconds. */
  readonly born: number;
  /** When the line before was written, in milliseconds. */
  last: number;
  passed: number;
}

export function initialState(format: CodexFormat): CodexState {
  return {
    format,
    started: false,
    about: {},
    runs: 0,
    turn: { open: false, id: null, declared: false, busy: false, error: null, last: null },
    turns: new Map(),
    seen: new Set(),
    told: new Map(),
    live: new Map(),
    settled: new Set(),
    names: 0,
    calls: new Map(),
    startedCalls: new Set(),
    endedCalls: new Set(),
    changedFiles: new Set(),
    terminals: new Map(),
    attention: new Map(),
    plan: [],
    usage: '',
    userTold: false,
    held: [],
    fork: null,
    second: false,
  };
}

/** The reading of one record. */
export type Reading = RecordReading<CodexState>;

/** Like `learn`, but what is known stays: a later one is another thing's. */
export function learnFirst(reading: Reading, field: keyof About, value: string | undefined): void {
  if (reading.state.about[field] === undefined) learn(reading, field, value);
}
