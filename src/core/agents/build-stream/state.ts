import type { BuildEvent } from '../../build/event.ts';
import { type AiSdkState, initialState as innerState } from '../ai-sdk/state.ts';
import type { NewEvent } from '../emit.ts';
import { emitBegun } from '../reading.ts';
import type { JsonObject } from '../json.ts';

export const BUILD_STREAM_FORMAT = 'build-stream';

export interface BuildStreamState {
  started: boolean;
  turnOpen: boolean;
  ended: boolean;
  hasPlan: boolean;
  /** Of the stream within: a state for each build, so that builds at once do not mix. */
  readonly inner: AiSdkState;
  /** The beginning of a frame whose end is in the next record. */
  rest: string;
  failure: string | null;
  reasonings: number;
  commands: number;
  /** Commands of the service's other path that have begun and not ended. */
  readonly running: Map<string, string>;
  /** Edits that have begun: with their input, the result tells what has changed. */
  readonly edits: Map<string, { name: string; input: JsonObject }>;
}

export function initialState(): BuildStreamState {
  return {
    started: false,
    turnOpen: false,
    ended: false,
    hasPlan: false,
    inner: innerState(),
    rest: '',
    failure: null,
    reasonings: 0,
    commands: 0,
    running: new Map(),
    edits: new Map(),
  };
}

export interface BuildStreamReading {
  readonly state: BuildStreamState;
  readonly at: number;
  readonly events: BuildEvent[];
}

export const emit = (reading: BuildStreamReading, event: NewEvent): void =>
  emitBegun(reading, 'Build service', event);

export function ensureTurn(reading: BuildStreamReading): void {
  if (reading.state.turnOpen) return;
  reading.state.turnOpen = true;
  reading.state.ended = false;
  reading.state.failure = null;
  emit(reading, { kind: 'turn.started' });
}
