import { describe, expect, it } from 'vitest';
import { type Stream, streams } from '../../../test/support/streams.ts';
import type { Json } from '../build/content.ts';
import { createInspector } from './inspect.ts';
import { isObject, type JsonObject, objectOf, textOf } from './json.ts';

/**
 * What the agents' own programs wrote, counted without the adapters: a call is an id in an object of a certain
 * shape, wherever it stands. The script that made them has three lists of TODOs, and asks for one tool that does
 * not exist.
 */

/** The id and the name of the call that an object stands for; null: it is none. */
type CallOf = (value: JsonObject) => readonly [unknown, unknown] | null;

const byType =
  (types: readonly string[], id: string, name: string): CallOf =>
  (value) =>
    types.includes(textOf(value['type']) ?? '') ? [value[id], value[name]] : null;

const codexItems = [
  'command_execution file_change web_search mcp_tool_call',
  'commandExecution fileChange webSearch mcpToolCall imageView collabAgentToolCall',
].flatMap((list) => list.split(' '));

const calls: Readonly<Record<string, CallOf>> = {
  'claude-stream-json': byType(['tool_use'], 'id', 'name'),
  'claude-transcript': byType(['tool_use'], 'id', 'name'),
  'claude-hooks': (value) =>
    'tool_use_id' in value && 'hook_event_name' in value
      ? [value['tool_use_id'], value['tool_name']]
      : null,
  'codex-rollout': (value) =>
    byType(['function_call', 'custom_tool_call'], 'call_id', 'name')(value) ??
    byType(['web_search_call'], 'id', 'type')(value),
  'codex-exec-json': byType(codexItems, 'id', 'type'),
  'codex-app-server': byType(codexItems, 'id', 'type'),
  'opencode-events': byType(['tool'], 'callID', 'tool'),
  'opencode-run': byType(['tool'], 'callID', 'tool'),
  'opencode-export': byType(['tool'], 'callID', 'tool'),
  'gemini-stream-json': byType(['tool_use'], 'tool_id', 'tool_name'),
  'gemini-session': (value) =>
    'args' in value && 'status' in value ? [value['id'], value['name']] : null,
};

/** The thread that a message of the app server is about: a fork has the calls of its parent as its own. */
function threadOf(record: Json): unknown {
  const { params, result } = objectOf(record);
  return objectOf(params)['threadId'] ?? objectOf(objectOf(result)['thread'])['id'] ?? '';
}

/** Distinct calls, and the TODO tools among them. */
function count(records: readonly Json[], callOf: CallOf) {
  const found = new Map<unknown, unknown>();
  const visit = (value: Json, thread: unknown) => {
    if (Array.isArray(value)) for (const part of value) visit(part, thread);
    if (!isObject(value)) return;
    const call = callOf(value);
    if (call) found.set(`${String(thread)} ${String(call[0])}`, call[1]);
    for (const part of Object.values(value)) visit(part, thread);
  };
  for (const record of records) visit(record, threadOf(record));
  const todos = [...found.values()].filter((name) =>
    /^(?:TodoWrite|Task(?:Create|Update)|update_plan|todowrite|write_todos)$/.test(String(name)),
  );
  return { toolCalls: found.size, todos: todos.length };
}

/** The raw records, cut without the framers. */
function rawRecords({ framing, bytes }: Stream): Json[] {
  const text = new TextDecoder().decode(bytes);
  if (framing === 'document') return [JSON.parse(text) as Json];
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line.replace(/^data: /, '')) as Json);
}

/** Formats that tell their list by records of its own: the calls of a tool do not count. */
const ownLists = new Map([
  ['codex-exec-json', /"todo_list"/g],
  ['codex-app-server', /"turn\/plan\/updated"/g],
]);

const recorded = streams.filter(({ name }) => name.startsWith('recorded/'));

describe.each(recorded.map((stream) => [stream.name, stream] as const))('%s', (_name, stream) => {
  it('is counted as a count of the raw file does', () => {
    const { format } = stream.adapter;
    const inspector = createInspector();
    inspector.push(stream.bytes);
    const seen = inspector.finish();
    const raw = rawRecords(stream);
    const { toolCalls, todos } = count(raw, calls[format] ?? (() => null));
    const list = ownLists.get(format);
    const told = list ? [...JSON.stringify(raw).matchAll(list)].length : todos;
    expect(seen).toMatchObject({ format, toolCalls, unrecognised: 0, badRecords: 0 });
    // The end of a turn repeats the last list, which changes nothing.
    expect([told, told - 1]).toContain(seen.todoUpdates);
    expect(stream.framing === 'document' ? seen.records : raw.length).toBe(seen.records);
  });
});
