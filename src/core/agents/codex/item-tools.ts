import {
  type Content,
  joinContents,
  type Json,
  jsonContent,
  textContent,
} from '../../build/content.ts';
import type { ToolOutcome } from '../../build/event.ts';
import { countOf, intOf, isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { contentsOf, pictureAt } from '../pictures.ts';
import { threadIn } from './collab.ts';
import { changesOf } from './patches.ts';
import type { Phase, Reading } from './state.ts';
import { freshName } from './texts.ts';
import { endTool, growOutput, startTool, tellChanges } from './tools.ts';

/** Items that are calls of a tool. */
export const toolTypes: ReadonlySet<string> = new Set(
  (
    'command_execution file_change mcp_tool_call dynamic_tool_call collab_tool_call ' +
    'collab_agent_tool_call web_search image_view image_generation sleep'
  ).split(' '),
);

/** An item that is a call, with its fields in snake case; `id` is unique in its thread. */
export function readToolItem(
  reading: Reading,
  type: string,
  item: JsonObject,
  id: string | undefined,
  phase: Phase,
): void {
  const call = id ?? freshName(reading, type);
  startTool(reading, call, nameOf(type, item), inputOf(type, item));
  const output = textOf(item['aggregated_output']) ?? textOf(item['output']);
  if (phase !== 'completed') {
    if (output !== undefined) growOutput(reading, call, output);
    return;
  }
  const outcome = outcomeOf(type, item);
  if (type === 'file_change' && outcome === 'succeeded') {
    tellChanges(reading, call, changesOf(item['changes']));
  }
  endTool(reading, call, {
    outcome,
    output: outputOf(type, item, output),
    error: errorOf(item),
    exitCode: intOf(item['exit_code']),
    durationMs: type === 'sleep' ? undefined : countOf(item['duration_ms']),
    childSession: type.startsWith('collab_') ? threadIn(item) : undefined,
  });
}

function nameOf(type: string, item: JsonObject): string {
  const tool = textOf(item['tool']);
  if (type === 'mcp_tool_call') return `mcp__${textOf(item['server']) ?? ''}__${tool ?? ''}`;
  if (type === 'collab_tool_call' || type === 'collab_agent_tool_call') {
    return tool?.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase() ?? 'collab';
  }
  if (type !== 'dynamic_tool_call') return type;
  const name = tool ?? type;
  const namespace = textOf(item['namespace']);
  return namespace === undefined ? name : `${namespace}__${name}`;
}

/** The fields of each type that are its input. */
const inputs: Readonly<Record<string, readonly string[]>> = {
  command_execution: ['command', 'cwd'],
  file_change: ['changes'],
  collab_tool_call: ['prompt', 'receiver_thread_ids'],
  collab_agent_tool_call: ['prompt', 'receiver_thread_ids', 'model'],
  web_search: ['query', 'action'],
  image_view: ['path'],
  image_generation: ['revised_prompt'],
  sleep: ['duration_ms'],
};

function inputOf(type: string, item: JsonObject): Json {
  const given = item['arguments'];
  if (type === 'mcp_tool_call' || type === 'dynamic_tool_call') return given ?? {};
  const fields = (inputs[type] ?? []).flatMap((field) => {
    const value = item[field];
    // A search is told before it is known what for.
    const isOpen = objectOf(value)['type'] === 'other';
    const isBlank = isOpen || value === undefined || value === null || value === '';
    return isBlank ? [] : [[field, value] as const];
  });
  return Object.fromEntries(fields);
}

const words: ReadonlyMap<string, ToolOutcome> = new Map([
  ['completed', 'succeeded'],
  ['succeeded', 'succeeded'],
  ['success', 'succeeded'],
  ['failed', 'failed'],
  ['error', 'failed'],
  ['errored', 'failed'],
  ['declined', 'denied'],
  ['denied', 'denied'],
  ['rejected', 'denied'],
  // A turn that ends completes what has not ended.
  ['in_progress', 'interrupted'],
  ['inprogress', 'interrupted'],
  ['interrupted', 'interrupted'],
  ['cancelled', 'interrupted'],
]);

function outcomeOf(type: string, item: JsonObject): ToolOutcome {
  const told = words.get((textOf(item['status']) ?? '').toLowerCase());
  const exitCode = intOf(item['exit_code']);
  if (exitCode !== undefined && exitCode !== 0) return told === 'denied' ? told : 'failed';
  if (item['success'] === false || hasFailed(item)) return told === 'denied' ? told : 'failed';
  if (told === 'interrupted' && (exitCode === 0 || type === 'image_generation')) return 'succeeded';
  return told ?? 'succeeded';
}

/** MCP tells a failed call by its error, or by a result that is one. */
function hasFailed(item: JsonObject): boolean {
  const result = objectOf(item['result']);
  return isObject(item['error']) || result['isError'] === true || result['is_error'] === true;
}

function errorOf(item: JsonObject): string | undefined {
  return textOf(item['error']) ?? textOf(objectOf(item['error'])['message']);
}

function outputOf(type: string, item: JsonObject, output: string | undefined): Content | undefined {
  if (output !== undefined) return textContent(output);
  const { result } = item;
  if (type === 'image_generation') {
    const base64 = textOf(result);
    if (base64 === undefined) return undefined;
    return pictureAt(base64) ?? { as: 'image', mime: 'image/png', base64 };
  }
  if (isObject(item['agents_states'])) return jsonContent(item['agents_states']);
  const contents = isObject(result) ? result['content'] : item['content_items'];
  if (Array.isArray(contents)) return joinContents(contentsOf(listOf(contents)));
  return result === undefined || result === null ? undefined : jsonContent(result);
}
