import type { Json } from '../../build/content.ts';
import type { Adapter } from '../adapter.ts';
import { isObject } from '../json.ts';
import { partOf } from '../sureness.ts';
import { endClaude } from './end.ts';
import { readClaude } from './read.ts';
import { type ClaudeState, initialState } from './state.ts';
import { todoTools } from './todos.ts';

/** Types of records that carry no session id, and a field by which each is known. */
const loners: Readonly<Record<string, string>> = {
  summary: 'leafUuid',
  'file-history-snapshot': 'snapshot',
};

/**
 * The files under `~/.claude/projects/`: one session each. A file is one build whatever session ids
 * stand in it: resuming copies history, with the old id or a new one.
 */
export const claudeTranscript: Adapter<ClaudeState> = {
  format: 'claude-transcript',
  framing: 'lines',
  todoTools,
  recognise: (records) => partOf(records, isOwn),
  initial: () => initialState('claude-transcript'),
  read: readClaude,
  end: endClaude,
};

function isOwn(record: Json): boolean {
  if (!isObject(record) || typeof record['type'] !== 'string') return false;
  const mark = loners[record['type']];
  if (mark !== undefined) return mark in record;
  return typeof record['sessionId'] === 'string';
}
