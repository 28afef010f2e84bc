import { isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import type { ClaudeState } from './state.ts';
import { isAgentTool } from './tools.ts';

/**
 * Finds the sub-agent call that a record belongs to; undefined for the main conversation.
 *
 * stream-json says so (`parent_tool_use_id`). A transcript does not: a sidechain is a chain of
 * `parentUuid`s that begins with the prompt of the call; its records may carry the id of the agent,
 * which the call's result repeats. Where nothing of it helps, the last open agent call is taken.
 * A file that holds nothing but a sidechain (`subagents/agent-….jsonl`) is read as a conversation.
 */
export function threadOf(state: ClaudeState, record: JsonObject): string | undefined {
  const told = textOf(record['parent_tool_use_id']);
  if (told !== undefined || record['isSidechain'] !== true) return told;
  const agent = textOf(record['agentId']);
  const before = textOf(record['parentUuid']);
  const call =
    (before === undefined ? undefined : state.chain.get(before)) ??
    (agent === undefined ? undefined : state.tasks.get(agent)) ??
    byPrompt(state, firstText(record)) ??
    lastAgent(state);
  if (call === undefined) return undefined;
  const uuid = textOf(record['uuid']);
  if (uuid !== undefined) state.chain.set(uuid, call);
  if (agent !== undefined) state.tasks.set(agent, call);
  return call;
}

/** The open agent call with this prompt that no sidechain has begun for yet. */
function byPrompt(state: ClaudeState, prompt: string | undefined): string | undefined {
  if (prompt === undefined) return undefined;
  const begun = new Set(state.chain.values());
  for (const [id, call] of state.calls) {
    if (isAgentTool(call.name) && !begun.has(id) && call.input?.['prompt'] === prompt) return id;
  }
  return undefined;
}

export function lastAgent(state: ClaudeState): string | undefined {
  let last: string | undefined;
  for (const [id, call] of state.calls) if (isAgentTool(call.name)) last = id;
  return last;
}

function firstText(record: JsonObject): string | undefined {
  const { content } = objectOf(record['message']);
  if (typeof content === 'string') return textOf(content);
  const text = listOf(content).find((block) => isObject(block) && block['type'] === 'text');
  return textOf(objectOf(text)['text']);
}
