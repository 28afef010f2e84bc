import type { BuildEvent, PlanItem } from '../../build/event.ts';
import type { NewEvent } from '../emit.ts';
import type { Edit } from '../input-edits.ts';
import { emitBegun } from '../reading.ts';

export const AI_SDK_FORMAT = 'ai-sdk-ui-stream';

export interface AiSdkState {
  started: boolean;
  model: string | null;
  titled: boolean;
  turnOpen: boolean;
  last: 'succeeded' | 'failed' | 'cancelled' | null;
  /** The message and step that is being written: with them, the ids of its parts are unique. */
  message: string;
  messages: number;
  step: number;
  /** Parts of the present step: their id in the stream, and their name for good. */
  readonly parts: Map<string, string>;
  /** Names given out, with how often the same one was asked for. */
  readonly names: Map<string, number>;
  readonly calls: Map<string, AiSdkCall>;
  readonly startedCalls: Set<string>;
  readonly endedCalls: Set<string>;
  /** Approvals that were asked for, and the call that waits for each. */
  readonly approvals: Map<string, string>;
  plan: readonly PlanItem[];
}

export interface AiSdkCall {
  readonly name: string;
  target: string | null;
  /** What it changes if it succeeds, as its input says. */
  edits: readonly Edit[];
  /** The plan before this call, to go back to if the call fails. */
  undo: readonly PlanItem[] | null;
}

export function initialState(): AiSdkState {
  return {
    started: false,
    model: null,
    titled: false,
    turnOpen: false,
    last: null,
    message: 'm0',
    messages: 0,
    step: 0,
    parts: new Map(),
    names: new Map(),
    calls: new Map(),
    startedCalls: new Set(),
    endedCalls: new Set(),
    approvals: new Map(),
    plan: [],
  };
}

export interface AiSdkReading {
  readonly state: AiSdkState;
  readonly at: number;
  readonly events: BuildEvent[];
}

export const emit = (reading: AiSdkReading, event: NewEvent): void =>
  emitBegun(reading, 'AI SDK', event);

/** Work outside of a message that was started (attached in the middle) belongs to one as well. */
export function ensureTurn(reading: AiSdkReading): void {
  if (reading.state.turnOpen) return;
  reading.state.turnOpen = true;
  emit(reading, { kind: 'turn.started', turn: reading.state.message });
}

export function endTurn(
  reading: AiSdkReading,
  outcome: 'succeeded' | 'failed' | 'cancelled',
  reason?: string,
): void {
  const { state } = reading;
  if (!state.turnOpen) return;
  state.turnOpen = false;
  state.last = outcome;
  if (outcome === 'cancelled') {
    for (const id of state.approvals.keys()) emit(reading, { kind: 'attention.cleared', id });
    state.approvals.clear();
  }
  emit(reading, { kind: 'turn.ended', outcome, reason });
}
