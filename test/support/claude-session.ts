import type { Json } from '../../src/core/build/content.ts';
import { claudeTranscript } from '../../src/core/agents/claude/transcript.ts';
import { Session } from './agents.ts';

/** Records of a session file, made short for the tests. */
export const session = (...records: Json[]) => {
  const started = new Session(claudeTranscript);
  started.read(...records);
  return started;
};
let count = 0;
export const record = (type: string, more: { [key: string]: Json }): Json => {
  count += 1;
  return { type, sessionId: 's1', uuid: `u${count}`, cwd: '/w', version: '2.1.30', ...more };
};
export const asked = (content: Json, more: { [key: string]: Json } = {}) =>
  record('user', { message: { role: 'user', content }, ...more });
export const said = (id: string, block: Json, more: { [key: string]: Json } = {}) =>
  record('assistant', { message: { id, model: 'm', content: [block] }, ...more });
export const use = (id: string, name: string, input: Json = {}): Json => ({
  type: 'tool_use',
  id,
  name,
  input,
});
export const answered = (id: string, content: Json, more: { [key: string]: Json } = {}) =>
  asked([{ type: 'tool_result', tool_use_id: id, content }], more);
