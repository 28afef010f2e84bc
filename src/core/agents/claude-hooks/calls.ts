import type { Json } from '../../build/content.ts';
import { isAgentTool } from '../claude/tools.ts';
import { readClaude } from '../claude/read.ts';
import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import { emit, type HookReading } from './state.ts';

/** Calls without an id that wait for a result: one that was refused never gets any. */
const MOST_UNPAIRED = 500;

/** Reads what a hook tells as the record that tells the same in a stream. */
export function readAs(reading: HookReading, record: JsonObject): void {
  const { state, at, payload } = reading;
  const { session_id = null, cwd = null } = payload;
  const parent = parentOf(reading);
  const value = {
    session_id,
    cwd,
    ...(parent === undefined ? {} : { parent_tool_use_id: parent }),
    ...record,
  };
  for (const event of readClaude(state.claude, { value, at }).events) {
    if (event.kind === 'unrecognised') reading.problems.push(event.reason);
    else reading.events.push(event);
  }
}

/** The call of the sub-agent that a payload comes from, where that call was seen. */
function parentOf({ state, payload }: HookReading): string | undefined {
  const agent = textOf(payload['agent_id']);
  return agent === undefined ? undefined : state.claude.tasks.get(agent);
}

/** `SubagentStart`: the oldest open call of such an agent that none has begun for. */
export function readSubagentStart(reading: HookReading): void {
  const { state, payload } = reading;
  const agent = textOf(payload['agent_id']);
  const type = textOf(payload['agent_type']);
  if (agent === undefined || state.claude.tasks.has(agent)) return;
  const taken = new Set(state.claude.tasks.values());
  for (const [id, call] of state.claude.calls) {
    const wanted = textOf(call.input?.['subagent_type']);
    if (!isAgentTool(call.name) || taken.has(id)) continue;
    if (wanted !== undefined && type !== undefined && wanted !== type) continue;
    state.claude.tasks.set(agent, id);
    emit(reading, { kind: 'tool.output', call: id, childSession: agent });
    return;
  }
}

const keyOf = ({ payload }: HookReading) =>
  JSON.stringify([
    payload['agent_id'] ?? null,
    payload['tool_name'] ?? null,
    payload['tool_input'] ?? null,
  ]);

/** The id of a call that begins. */
export function beginningCall(reading: HookReading): string {
  const { state, payload } = reading;
  const told = textOf(payload['tool_use_id']);
  if (told !== undefined) return told;
  state.unnamed += 1;
  const call = `hook ${state.unnamed}`;
  const key = keyOf(reading);
  state.unpaired.set(key, [...(state.unpaired.get(key) ?? []), call]);
  const oldest = state.unpaired.keys().next();
  if (state.unpaired.size > MOST_UNPAIRED && !oldest.done) state.unpaired.delete(oldest.value);
  return call;
}

/** The call that a payload goes on about; null: none that has begun. */
export function waitingCall(reading: HookReading, ends: boolean): string | null {
  const { state, payload } = reading;
  const told = textOf(payload['tool_use_id']);
  if (told !== undefined) return state.claude.startedCalls.has(told) ? told : null;
  const key = keyOf(reading);
  const [first, ...rest] = state.unpaired.get(key) ?? [];
  if (first === undefined) return null;
  if (ends && rest.length > 0) state.unpaired.set(key, rest);
  else if (ends) state.unpaired.delete(key);
  return first;
}

export function startCall(reading: HookReading, id: string): void {
  const { tool_name: name, tool_input: input = {} } = reading.payload;
  const content = [{ type: 'tool_use', id, name: name ?? 'unknown', input }];
  readAs(reading, { type: 'assistant', message: { id: 'hooks', content } });
}

/** Ends a call; one whose beginning was not seen begins first. */
export function endCall(reading: HookReading, result: Json, isError: boolean, structured?: Json) {
  let call = waitingCall(reading, true);
  if (call === null) {
    call = beginningCall(reading);
    waitingCall(reading, true);
    startCall(reading, call);
  }
  const block = { type: 'tool_result', tool_use_id: call, content: result, is_error: isError };
  readAs(reading, {
    type: 'user',
    message: { content: [block] },
    tool_use_result: structured ?? null,
  });
  return call;
}

/** `tool_response` as the content of a result: each tool has a shape of its own. */
export function contentOf(response: Json | undefined): Json {
  if (response === undefined || response === null) return '';
  if (typeof response === 'number' || typeof response === 'boolean') return String(response);
  if (!isObject(response)) return response;
  const file = objectOf(response['file']);
  if (response['type'] === 'image' && typeof file['base64'] === 'string') {
    const media_type = textOf(file['type']) ?? 'image/png';
    return [{ type: 'image', source: { type: 'base64', data: file['base64'], media_type } }];
  }
  if (typeof file['content'] === 'string') return file['content'];
  if (Array.isArray(response['content'])) return response['content'];
  // The streams of a command are told by the structured result.
  if ('stdout' in response || 'stderr' in response) return '';
  return response;
}
