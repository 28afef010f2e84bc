import { fitEvent, unrecognised } from '../emit.ts';
import type { AdapterStep, RawRecord } from '../adapter.ts';
import { listOf, objectOf, textOf, timeOf } from '../json.ts';
import { endAgent, startAgent } from './agents.ts';
import { appendArgs, endArgs, endCall, startCall } from './calls.ts';
import { failRun, finishRun, startRun } from './runs.ts';
import { readActivity, readCustom, readState } from './shared.ts';
import { readSnapshot } from './snapshot.ts';
import { AG_UI_FORMAT, type AgUiReading, type AgUiState, emit } from './state.ts';
import { appendMessage, endMessage, startMessage } from './texts.ts';

/** Known, and nothing that a build shows: frames around what is told, secrets, and foreign events. */
const hidden: ReadonlySet<string> = new Set(
  (
    'REASONING_START REASONING_END REASONING_ENCRYPTED_VALUE THINKING_START THINKING_END ' +
    'STEP_FINISHED RAW'
  ).split(' '),
);

/** Reads one event. */
export function readAgUi(state: AgUiState, record: RawRecord): AdapterStep<AgUiState> {
  const event = objectOf(record.value);
  const at = timeOf(event['timestamp']) ?? record.at;
  const parent = state.agents.get(textOf(event['subagentRunId']) ?? '');
  const reading: AgUiReading = { state, at, event, parent, events: [] };
  const type = textOf(event['type']) ?? '';
  if (state.again !== null) {
    if (type !== 'RUN_STARTED') {
      if (type === 'RUN_FINISHED' || type === 'RUN_ERROR') state.again = null;
      return { state, events: [] };
    }
    state.again = null;
  }
  const isSound = hidden.has(type) || readEvent(reading, type);
  if (isSound !== true) {
    const what = isSound === null ? 'unknown type' : 'unknown shape of';
    const reason = `${what} ${type || 'none'}`;
    emit(reading, unrecognised(AG_UI_FORMAT, record.value, reason));
  }
  return { state, events: reading.events };
}

/** Null: a type that is not known. False: one that is, of another shape. */
function readEvent(reading: AgUiReading, type: string): boolean | null {
  const { event, state } = reading;
  const message = textOf(event['messageId']);
  const run = textOf(event['subagentRunId']);
  switch (type) {
    case 'RUN_STARTED':
      startRun(reading);
      return true;
    case 'RUN_FINISHED':
      finishRun(reading);
      return true;
    case 'RUN_ERROR':
      failRun(reading);
      return true;
    case 'STEP_STARTED': {
      const step = textOf(event['stepName']);
      if (step !== undefined) {
        emit(reading, { kind: 'notice', text: `Step: ${step}`, parent: reading.parent });
      }
      return step !== undefined;
    }
    case 'SUBAGENT_STARTED':
      if (run !== undefined) startAgent(reading, run);
      return run !== undefined;
    case 'SUBAGENT_FINISHED':
      if (run !== undefined) endAgent(reading, run);
      return run !== undefined;
    case 'SUBAGENT_ERROR':
      if (run !== undefined) endAgent(reading, run, textOf(event['message']) ?? 'failed');
      return run !== undefined;
    case 'STATE_SNAPSHOT':
      return 'snapshot' in event && readState(reading, event['snapshot'] ?? null);
    case 'STATE_DELTA':
      return readState(reading, undefined);
    case 'ACTIVITY_SNAPSHOT':
      return message !== undefined && readActivity(reading, message, event['content'] ?? null);
    case 'ACTIVITY_DELTA':
      return message !== undefined && readActivity(reading, message, undefined);
    case 'MESSAGES_SNAPSHOT':
      readSnapshot(reading, listOf(event['messages']));
      return Array.isArray(event['messages']);
    case 'CUSTOM':
      readCustom(reading);
      return true;
    default:
      if (type.startsWith('TOOL_CALL_')) return readCall(reading, type, state.lastCall);
      return readMessage(reading, type, message);
  }
}

function readMessage(reading: AgUiReading, type: string, id: string | undefined): boolean | null {
  const parts = /^(TEXT|REASONING|THINKING_TEXT)_MESSAGE_(START|CONTENT|END|CHUNK)$/.exec(type);
  if (!parts) return null;
  const { event, state } = reading;
  const kind = parts[1] === 'TEXT' ? 'text' : 'reasoning';
  const role = textOf(event['role']) ?? 'assistant';
  const last = kind === 'text' ? state.lastText : state.lastReasoning;
  // Thinking, as it was before it had ids: one block at a time.
  const nameless = parts[1] === 'THINKING_TEXT' ? 'thinking' : undefined;
  const given = id ?? nameless ?? (parts[2] === 'CHUNK' ? last : null);
  if (given === null) return false;
  const { delta } = event;
  switch (parts[2]) {
    case 'START':
      startMessage(reading, kind, given, role);
      return true;
    case 'END':
      endMessage(reading, kind, given);
      return true;
    case 'CHUNK':
      if (!state.writing.has(`${kind} ${given}`)) startMessage(reading, kind, given, role);
      appendMessage(reading, kind, given, textOf(delta) ?? '');
      return true;
    default:
      if (typeof delta !== 'string') return false;
      appendMessage(reading, kind, given, delta);
      return true;
  }
}

function readCall(reading: AgUiReading, type: string, last: string | null): boolean | null {
  const { event } = reading;
  const told = textOf(event['toolCallId']);
  const call = told ?? (type === 'TOOL_CALL_CHUNK' ? last : null);
  const name = textOf(event['toolCallName']);
  const delta = textOf(event['delta']) ?? '';
  if (call === null) return false;
  switch (type) {
    case 'TOOL_CALL_START':
      startCall(reading, call, name ?? 'unknown');
      return true;
    case 'TOOL_CALL_ARGS':
      appendArgs(reading, call, delta);
      return true;
    case 'TOOL_CALL_END':
      endArgs(reading, call);
      return true;
    case 'TOOL_CALL_CHUNK':
      if (last !== null && last !== call) endArgs(reading, last);
      startCall(reading, call, name ?? 'unknown');
      appendArgs(reading, call, delta);
      return true;
    case 'TOOL_CALL_RESULT':
      endCall(reading, call, event['content']);
      return true;
    default:
      return null;
  }
}

/** The stream is over: as its last run ended. */
export function endAgUi(state: AgUiState, at: number): AdapterStep<AgUiState> {
  if (!state.started) return { state, events: [] };
  const outcome = state.turnOpen ? 'unknown' : (state.last ?? 'unknown');
  const reason = state.turnOpen ? 'the stream ended within a run' : undefined;
  return { state, events: [fitEvent(at, { kind: 'build.ended', outcome, reason })] };
}
