import type { Json } from '../../src/core/build/content.ts';
import type { CodexState } from '../../src/core/agents/codex/state.ts';
import type { Adapter } from '../../src/core/agents/adapter.ts';
import { Session } from './agents.ts';

/** Records of Codex, made short for the tests. */
export const session = (adapter: Adapter<CodexState>, ...records: Json[]) => {
  const started = new Session(adapter);
  started.read(...records);
  return started;
};

let clock = 0;
/** A line of a rollout file; each is written a second after the one before. */
export const line = (type: string, payload: Json, at?: string): Json => {
  clock += 1000;
  return { timestamp: at ?? new Date(1.77e12 + clock).toISOString(), type, payload };
};
export const event = (type: string, more: { [key: string]: Json } = {}): Json =>
  line('event_msg', { type, ...more });
export const response = (type: string, more: { [key: string]: Json }): Json =>
  line('response_item', { type, ...more });
export const call = (id: string, name: string, args: Json): Json =>
  response('function_call', { call_id: id, name, arguments: JSON.stringify(args) });
export const output = (id: string, value: Json): Json =>
  response('function_call_output', { call_id: id, output: value });

/** A notification of the app server, within thread `t` and turn `t1`. */
export const notify = (method: string, params: { [key: string]: Json }): Json => ({
  method,
  params: { threadId: 't', turnId: 't1', ...params },
});
