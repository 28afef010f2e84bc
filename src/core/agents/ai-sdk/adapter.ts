import type { Json } from '../../build/content.ts';
import type { Adapter, AdapterStep } from '../adapter.ts';
import { fitEvent } from '../emit.ts';
import { isObject } from '../json.ts';
import { meanOf } from '../sureness.ts';
import { readAiSdk } from './read.ts';
import { chunkTypes } from './schemas.ts';
import { AI_SDK_FORMAT, type AiSdkState, initialState } from './state.ts';

/** Types that other formats have too: they say little about whose record it is. */
const common: ReadonlySet<string> = new Set(['start', 'finish', 'error', 'file', 'abort']);

/**
 * The AI SDK's UI message stream. It has no session ids and no times: one stream is one build, its
 * messages are the turns.
 */
export const aiSdkUiStream: Adapter<AiSdkState> = {
  format: AI_SDK_FORMAT,
  framing: 'sse',
  recognise: (records) => meanOf(records, sureness),
  initial: initialState,
  read: readAiSdk,
  end: endAiSdk,
};

function sureness(record: Json): number {
  if (!isObject(record) || typeof record['type'] !== 'string') return 0;
  const { type } = record;
  if ('session_id' in record || 'sessionId' in record || 'uuid' in record) return 0;
  // Others tell errors as well; this is the field in which this one does.
  if (type === 'error' && typeof record['errorText'] !== 'string') return 0;
  if (common.has(type)) return 0.6;
  return chunkTypes.has(type) || (type.startsWith('data-') && 'data' in record) ? 1 : 0;
}

/** `finish` ends a message; only the end of the stream ends the build, as its last message ended. */
function endAiSdk(state: AiSdkState, at: number): AdapterStep<AiSdkState> {
  if (!state.started) return { state, events: [] };
  const outcome = state.turnOpen ? 'unknown' : (state.last ?? 'unknown');
  const reason = state.turnOpen ? 'the stream ended within a message' : undefined;
  return { state, events: [fitEvent(at, { kind: 'build.ended', outcome, reason })] };
}
