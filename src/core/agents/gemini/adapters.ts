import { type Json } from '../../build/content.ts';
import type { Adapter, AdapterStep, RawRecord } from '../adapter.ts';
import { fitEvent } from '../emit.ts';
import { isObject, type JsonObject, textOf } from '../json.ts';
import { eventsOfRecord } from '../reading.ts';
import { meanOf } from '../sureness.ts';
import { isAbout, readSession } from './session.ts';
import { type GeminiState, initialState, type Reading } from './state.ts';
import { readStream } from './stream.ts';
import { todoTools } from './tools.ts';
import { settleTurn } from './turns.ts';

/** `gemini --output-format stream-json`. */
export const geminiStreamJson: Adapter<GeminiState> = {
  format: 'gemini-stream-json',
  framing: 'lines',
  todoTools,
  recognise: (records) => meanOf(records, surenessOfStream),
  session: (record) =>
    isObject(record) && record['type'] === 'init' ? (textOf(record['session_id']) ?? null) : null,
  initial: () => initialState('gemini-stream-json'),
  read: (state, record) => read(state, record, readStream),
  end,
};

/** The session files of Gemini CLI: a document in older versions, lines in newer. A file is a build. */
export const geminiSession: Adapter<GeminiState> = {
  format: 'gemini-session',
  framing: 'document',
  todoTools,
  recognise: (records) => meanOf(records, surenessOfSession),
  initial: (path) => initialState('gemini-session', path),
  read: (state, record) => read(state, record, readSession),
  end,
};

function surenessOfStream(record: Json): number {
  if (!isObject(record)) return 0;
  switch (record['type']) {
    case 'init':
      return 'session_id' in record && 'model' in record ? 1 : 0;
    case 'message':
      if (typeof record['role'] !== 'string' || typeof record['content'] !== 'string') return 0;
      // Anyone's messages look like this; only these are told with their time.
      return 'timestamp' in record ? 0.8 : 0.4;
    case 'tool_use':
    case 'tool_result':
      return typeof record['tool_id'] === 'string' ? 1 : 0;
    case 'error':
      return 'severity' in record ? 0.9 : 0;
    case 'result':
      return isObject(record['stats']) && 'status' in record ? 1 : 0;
    default:
      return 0;
  }
}

const messageTypes: ReadonlySet<unknown> = new Set(['user', 'gemini', 'info', 'warning', 'error']);

function surenessOfSession(record: Json): number {
  if (!isObject(record)) return 0;
  if ('$rewindTo' in record || isObject(record['$set'])) return 0.9;
  if ('projectHash' in record && 'sessionId' in record) return 1;
  if (!messageTypes.has(record['type']) || typeof record['id'] !== 'string') {
    return isAbout(record) && Object.keys(record).length < 3 && 'lastUpdated' in record ? 0.5 : 0;
  }
  if (!('content' in record) || !('timestamp' in record)) return 0;
  return record['type'] === 'gemini' ? 1 : 0.6;
}

function read(
  state: GeminiState,
  record: RawRecord,
  into: (reading: Reading, record: JsonObject) => void,
): AdapterStep<GeminiState> {
  const { value, at } = record;
  const reading: Reading = { state, at, events: [], changed: {}, problems: [] };
  if (isObject(value)) into(reading, value);
  else reading.problems.push('not an object');
  return { state, events: eventsOfRecord(reading, 'Gemini CLI', record) };
}

/** The stream has ended for good: as its last turn did, or as it looked. */
function end(state: GeminiState, at: number): AdapterStep<GeminiState> {
  if (!state.started) return { state, events: [] };
  const reading: Reading = { state, at, events: [], changed: {}, problems: [] };
  const wasOpen = state.turn.open;
  settleTurn(reading);
  const outcome = state.turn.last ?? 'unknown';
  const isCut = wasOpen && outcome === 'unknown';
  const reason = isCut ? 'the stream ended within a turn' : undefined;
  return {
    state,
    events: [...reading.events, fitEvent(at, { kind: 'build.ended', outcome, reason })],
  };
}
