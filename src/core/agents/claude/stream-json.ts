import type { Json } from '../../build/content.ts';
import type { Adapter } from '../adapter.ts';
import { isObject, textOf } from '../json.ts';
import { partOf } from '../sureness.ts';
import { endClaude } from './end.ts';
import { readClaude } from './read.ts';
import { type ClaudeState, initialState } from './state.ts';
import { todoTools } from './todos.ts';

const types: ReadonlySet<string> = new Set(
  (
    'system assistant user stream_event result rate_limit_event tool_progress tool_use_summary ' +
    'auth_status control_request control_response'
  ).split(' '),
);

/**
 * `claude -p … --output-format stream-json --verbose [--include-partial-messages]`: the standard
 * output of the process. Records have no times: they get those of their arrival.
 */
export const claudeStreamJson: Adapter<ClaudeState> = {
  format: 'claude-stream-json',
  framing: 'lines',
  todoTools,
  recognise: (records) => partOf(records, isOwn),
  session: sessionOf,
  initial: () => initialState('claude-stream-json'),
  read: readClaude,
  end: endClaude,
};

/** The hooks of a session that is resumed run under another id, before it has its own again. */
function sessionOf(record: Json): string | null {
  if (!isObject(record)) return null;
  const isEarly = record['hook_name'] === 'SessionStart:resume';
  return isEarly ? null : (textOf(record['session_id']) ?? null);
}

function isOwn(record: Json): boolean {
  if (!isObject(record) || typeof record['type'] !== 'string') return false;
  const isTranscript = 'sessionId' in record || 'parentUuid' in record;
  return types.has(record['type']) && typeof record['session_id'] === 'string' && !isTranscript;
}
