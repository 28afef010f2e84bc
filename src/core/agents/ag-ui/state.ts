import type { Json } from '../../build/content.ts';
import type { BuildEvent } from '../../build/event.ts';
import type { NewEvent } from '../emit.ts';
import type { Edit } from '../input-edits.ts';
import { emitBegun } from '../reading.ts';
import type { JsonObject } from '../json.ts';

export const AG_UI_FORMAT = 'ag-ui';

/** What is remembered only to tell copies: of a long session the latest so many. */
export const MEMORY = 20_000;

export interface AgUiState {
  started: boolean;
  thread: string | null;
  model: string | null;
  titled: boolean;
  run: string | null;
  turnOpen: boolean;
  last: 'succeeded' | 'failed' | 'cancelled' | null;
  /** Runs that are over; one that is sent again is passed over. */
  readonly runs: Set<string>;
  /** The run that is being sent again. */
  again: string | null;
  /** Messages that are being written: their block and role. */
  readonly writing: Map<string, AgUiMessage>;
  /** Ids of messages told, with how often each began. */
  readonly told: Map<string, number>;
  /** What a chunk without an id goes on with. */
  lastText: string | null;
  lastReasoning: string | null;
  lastCall: string | null;
  readonly calls: Map<string, AgUiCall>;
  readonly startedCalls: Set<string>;
  readonly endedCalls: Set<string>;
  /** Sub-agents by their run: the call under which their work is put. */
  readonly agents: Map<string, string>;
  readonly attention: Set<string>;
  /** The application's state and activities, as far as they are needed to see a plan change. */
  shared: Json;
  readonly activities: Map<string, Json>;
  plan: string;
}

export interface AgUiCall {
  readonly name: string;
  /** Its arguments, until they are whole. */
  args: string;
  /** What it changes if it succeeds, as its arguments say. */
  edits: readonly Edit[];
}

export interface AgUiMessage {
  readonly role: string;
  readonly block: string;
  text: string;
}

export function initialState(): AgUiState {
  return {
    started: false,
    thread: null,
    model: null,
    titled: false,
    run: null,
    turnOpen: false,
    last: null,
    runs: new Set(),
    again: null,
    writing: new Map(),
    told: new Map(),
    lastText: null,
    lastReasoning: null,
    lastCall: null,
    calls: new Map(),
    startedCalls: new Set(),
    endedCalls: new Set(),
    agents: new Map(),
    attention: new Set(),
    shared: null,
    activities: new Map(),
    plan: '',
  };
}

export interface AgUiReading {
  readonly state: AgUiState;
  readonly at: number;
  readonly event: JsonObject;
  /** The call of the sub-agent that the event comes from. */
  readonly parent: string | undefined;
  readonly events: BuildEvent[];
}

export const emit = (reading: AgUiReading, event: NewEvent): void =>
  emitBegun(reading, 'AG-UI agent', event);

export function ensureTurn(reading: AgUiReading): void {
  if (reading.state.turnOpen) return;
  reading.state.turnOpen = true;
  emit(reading, { kind: 'turn.started', turn: reading.state.run ?? undefined });
}
