import { joinContents, type Json, jsonContent, textContent } from '../../build/content.ts';
import { intOf, isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { contentsOf } from '../pictures.ts';
import { decodeBase64 } from './base64.ts';
import { threadIn } from './collab.ts';
import { answerOf, millisOf } from './outputs.ts';
import { changesOf } from './patches.ts';
import { readSearch } from './responses.ts';
import type { Reading } from './state.ts';
import { appendOutput, endTool, startTool, tellChanges } from './tools.ts';

type Reader = (reading: Reading, id: string, event: JsonObject) => void;

const mcpName = (event: JsonObject): string => {
  const { server, tool } = objectOf(event['invocation']);
  return `mcp__${textOf(server) ?? ''}__${textOf(tool) ?? ''}`;
};

const fieldsOf = (event: JsonObject, ...names: string[]): JsonObject =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = event[name];
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  );

const beginCommand: Reader = (reading, id, event) => {
  startTool(reading, id, 'shell', fieldsOf(event, 'command', 'cwd'));
};

const commandDelta: Reader = (reading, id, event) => {
  const { chunk } = event;
  const bytes = Array.isArray(chunk) ? chunk.map(String).map(Number) : null;
  appendOutput(reading, id, decodeBase64(bytes ?? textOf(chunk) ?? ''));
};

const endCommand: Reader = (reading, id, event) => {
  const exitCode = intOf(event['exit_code']);
  const status = textOf(event['status']);
  const streams = [textOf(event['stdout']), textOf(event['stderr'])].filter((part) => part);
  const output = textOf(event['aggregated_output']) ?? streams.join('\n');
  // Some files keep the event without what it said: the output of the call tells the end then.
  if (exitCode === undefined && status === undefined && output === '') return;
  startTool(reading, id, 'shell', fieldsOf(event, 'command', 'cwd'));
  const failed = exitCode !== undefined && exitCode !== 0 ? 'failed' : 'succeeded';
  endTool(reading, id, {
    outcome: status === 'declined' ? 'denied' : status === 'failed' ? 'failed' : failed,
    output: textContent(output),
    exitCode,
    durationMs: millisOf(event['duration']),
  });
};

const beginPatch: Reader = (reading, id, event) => {
  const changes = event['changes'] ?? {};
  const call = startTool(reading, id, 'apply_patch', { changes });
  if (call) call.changes = changes;
};

const endPatch: Reader = (reading, id, event) => {
  const call = startTool(reading, id, 'apply_patch', fieldsOf(event, 'changes'));
  const denied = event['status'] === 'declined';
  const isApplied = event['success'] === true || event['status'] === 'completed';
  const changes = changesOf(event['changes'] ?? call?.changes);
  if (isApplied) tellChanges(reading, id, changes);
  const words = [textOf(event['stdout']), textOf(event['stderr'])].filter((part) => part);
  endTool(reading, id, {
    outcome: denied ? 'denied' : isApplied ? 'succeeded' : 'failed',
    output: textContent(words.join('\n')),
  });
};

const beginMcp: Reader = (reading, id, event) => {
  startTool(reading, id, mcpName(event), objectOf(event['invocation'])['arguments'] ?? {});
};

const endMcp: Reader = (reading, id, event) => {
  beginMcp(reading, id, event);
  const result = objectOf(event['result']);
  const ok = objectOf(result['Ok']);
  const error = textOf(result['Err']);
  const failed = error !== undefined || ok['isError'] === true || ok['is_error'] === true;
  const output = joinContents(contentsOf(listOf(ok['content'])));
  const durationMs = millisOf(event['duration']);
  endTool(reading, id, { outcome: failed ? 'failed' : 'succeeded', output, error, durationMs });
};

const beginSearch: Reader = (reading, id) => {
  startTool(reading, id, 'web_search', {});
};

const endSearch: Reader = (reading, id, event) => {
  readSearch(reading, 'event', id, event['action'] ?? null, textOf(event['query']));
};

const viewImage: Reader = (reading, id, event) => {
  startTool(reading, id, 'view_image', fieldsOf(event, 'path'));
  endTool(reading, id, { outcome: 'succeeded' });
};

const endImage: Reader = (reading, id, event) => {
  const base64 = textOf(event['result']);
  startTool(reading, id, 'image_generation', fieldsOf(event, 'revised_prompt'));
  endTool(reading, id, {
    outcome: event['status'] === 'failed' ? 'failed' : 'succeeded',
    output: base64 === undefined ? undefined : { as: 'image', mime: 'image/png', base64 },
  });
};

const beginDynamic: Reader = (reading, id, event) => {
  startTool(reading, id, textOf(event['tool']) ?? 'unknown', event['arguments'] ?? {});
};

const endDynamic: Reader = (reading, id, event) => {
  beginDynamic(reading, id, event);
  const content = event['content_items'] ?? event['contentItems'] ?? '';
  endTool(reading, id, answerOf({ content, success: event['success'] ?? true }));
};

/** Sub-agents: each is a thread, and a stream, of its own; here is what is done with them. */
const beginCollab =
  (name: string): Reader =>
  (reading, id, event) => {
    const input = fieldsOf(event, 'prompt', 'receiver_thread_id', 'receiver_thread_ids', 'model');
    startTool(reading, id, name, input);
  };

const endCollab =
  (name: string): Reader =>
  (reading, id, event) => {
    beginCollab(name)(reading, id, event);
    const status: Json = event['status'] ?? event['statuses'] ?? null;
    const failed = isObject(status) && 'errored' in status;
    endTool(reading, id, {
      outcome: failed ? 'failed' : 'succeeded',
      output: status === null ? undefined : jsonContent(status),
      childSession: threadIn(event),
    });
  };

const byName: Readonly<Record<string, Reader>> = {
  exec_command_begin: beginCommand,
  exec_command_output_delta: commandDelta,
  exec_command_end: endCommand,
  patch_apply_begin: beginPatch,
  patch_apply_end: endPatch,
  mcp_tool_call_begin: beginMcp,
  mcp_tool_call_end: endMcp,
  web_search_begin: beginSearch,
  web_search_end: endSearch,
  view_image_tool_call: viewImage,
  image_generation_end: endImage,
  dynamic_tool_call_request: beginDynamic,
  dynamic_tool_call_response: endDynamic,
  collab_agent_spawn_begin: beginCollab('spawn_agent'),
  collab_agent_spawn_end: endCollab('spawn_agent'),
  collab_agent_interaction_begin: beginCollab('send_input'),
  collab_agent_interaction_end: endCollab('send_input'),
  collab_waiting_begin: beginCollab('wait'),
  collab_waiting_end: endCollab('wait'),
  collab_close_begin: beginCollab('close_agent'),
  collab_close_end: endCollab('close_agent'),
  collab_resume_begin: beginCollab('resume_agent'),
  collab_resume_end: endCollab('resume_agent'),
};

/** Readers of the events that tell of calls, by their type. */
export const toolEvents: ReadonlyMap<string, (reading: Reading, event: JsonObject) => void> =
  new Map(
    Object.entries(byName).map(([type, read]) => [
      type,
      (reading: Reading, event: JsonObject) => {
        const id = textOf(event['call_id']) ?? textOf(event['callId']);
        if (id === undefined) reading.problems.push(`${type} without the id of its call`);
        else read(reading, id, event);
      },
    ]),
  );
