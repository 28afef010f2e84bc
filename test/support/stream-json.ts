import type { Json } from '../../src/core/build/content.ts';
import { claudeStreamJson } from '../../src/core/agents/claude/stream-json.ts';
import { Session } from './agents.ts';

/** Records of stream-json, made short for the tests. */
export const session = (...records: Json[]) => {
  const started = new Session(claudeStreamJson);
  started.read(...records);
  return started;
};
export const base = { session_id: 's1' };
export const init = { ...base, type: 'system', subtype: 'init', cwd: '/w', model: 'm', uuid: 'i' };
export const said = (id: string, ...content: Json[]): Json => ({
  ...base,
  type: 'assistant',
  message: { id, model: 'm', content },
});
export const use = (id: string, name: string, input: Json = {}): Json => ({
  type: 'tool_use',
  id,
  name,
  input,
});
export const result = (id: string, content: Json, more: { [key: string]: Json } = {}): Json => ({
  ...base,
  type: 'user',
  message: { content: [{ type: 'tool_result', tool_use_id: id, content, ...more }] },
});
