import type { Json } from '../../build/content.ts';
import type { Adapter } from '../adapter.ts';
import { todoTools } from '../claude/todos.ts';
import { isObject, textOf } from '../json.ts';
import { partOf } from '../sureness.ts';
import { readHook } from './read.ts';
import { HOOKS_FORMAT, type HooksState, initialState } from './state.ts';
import { endHooks } from './turns.ts';

/**
 * What Claude Code gives to its hooks, as hooks record it: an object each, in lines or in a list. Session
 * and call ids are those of the session's transcript.
 */
export const claudeHooks: Adapter<HooksState> = {
  format: HOOKS_FORMAT,
  framing: 'document',
  todoTools,
  recognise: (records) => partOf(records, isOwn),
  session: (record) => (isObject(record) ? (textOf(record['session_id']) ?? null) : null),
  initial: () => initialState(),
  read: readHook,
  end: endHooks,
};

function isOwn(record: Json): boolean {
  if (!isObject(record)) return false;
  return typeof record['hook_event_name'] === 'string' && !('type' in record);
}
