import { EventType } from '@ag-ui/core';
import { AGENT_METHODS, CLIENT_METHODS, type SessionUpdate } from '@agentclientprotocol/sdk';
import type { SessionUpdate as UnstableUpdate } from '@agentclientprotocol/sdk/unstable';
import type { SessionUpdate as NextUpdate } from '@agentclientprotocol/sdk/experimental/v2/unstable';
import type { Event, Part } from '@opencode-ai/sdk';
import type { Event as NextEvent, Part as NextPart } from '@opencode-ai/sdk/v2';
import { describe, expect, it } from 'vitest';
import * as names from '../../../test/support/official-names.ts';
import type { Json } from '../build/content.ts';
import { adapterFor, readRecord } from './registry.ts';

/**
 * Every type of record that agents' own types name is read, or passed over on purpose: none is unknown. That the
 * AI SDK's are is tested beside its schemas.
 */

// The compiler holds these lists against the official unions: one that is missing does not compile.
const updates: Record<SessionUpdate['sessionUpdate'], true> &
  Record<UnstableUpdate['sessionUpdate'], true> &
  Record<NextUpdate['sessionUpdate'], true> = {
  agent_message: true,
  agent_message_chunk: true,
  agent_thought: true,
  agent_thought_chunk: true,
  available_commands_update: true,
  compaction_summary_chunk: true,
  compaction_update: true,
  config_option_update: true,
  current_mode_update: true,
  notice: true,
  plan: true,
  plan_removed: true,
  plan_update: true,
  session_info_update: true,
  session_message: true,
  session_message_chunk: true,
  state_update: true,
  subagent_update: true,
  terminal_output_chunk: true,
  terminal_update: true,
  tool_call: true,
  tool_call_content_chunk: true,
  tool_call_update: true,
  usage_update: true,
  user_message: true,
  user_message_chunk: true,
};
const events: Record<Event['type'], true> & Record<NextEvent['type'], true> = {
  'catalog.updated': true,
  'command.executed': true,
  'file.edited': true,
  'file.watcher.updated': true,
  'global.disposed': true,
  'installation.update-available': true,
  'installation.updated': true,
  'integration.connection.updated': true,
  'integration.updated': true,
  'lsp.client.diagnostics': true,
  'lsp.updated': true,
  'mcp.browser.open.failed': true,
  'mcp.tools.changed': true,
  'message.part.delta': true,
  'message.part.removed': true,
  'message.part.updated': true,
  'message.removed': true,
  'message.updated': true,
  'models-dev.refreshed': true,
  'permission.asked': true,
  'permission.replied': true,
  'permission.updated': true,
  'permission.v2.asked': true,
  'permission.v2.replied': true,
  'plugin.added': true,
  'project.directories.updated': true,
  'project.updated': true,
  'pty.created': true,
  'pty.deleted': true,
  'pty.exited': true,
  'pty.updated': true,
  'question.asked': true,
  'question.rejected': true,
  'question.replied': true,
  'question.v2.asked': true,
  'question.v2.rejected': true,
  'question.v2.replied': true,
  'reference.updated': true,
  'server.connected': true,
  'server.instance.disposed': true,
  'session.compacted': true,
  'session.created': true,
  'session.deleted': true,
  'session.diff': true,
  'session.error': true,
  'session.idle': true,
  'session.next.agent.switched': true,
  'session.next.compaction.delta': true,
  'session.next.compaction.ended': true,
  'session.next.compaction.started': true,
  'session.next.context.updated': true,
  'session.next.model.switched': true,
  'session.next.moved': true,
  'session.next.prompt.admitted': true,
  'session.next.prompted': true,
  'session.next.reasoning.delta': true,
  'session.next.reasoning.ended': true,
  'session.next.reasoning.started': true,
  'session.next.retried': true,
  'session.next.revert.cleared': true,
  'session.next.revert.committed': true,
  'session.next.revert.staged': true,
  'session.next.shell.ended': true,
  'session.next.shell.started': true,
  'session.next.step.ended': true,
  'session.next.step.failed': true,
  'session.next.step.started': true,
  'session.next.synthetic': true,
  'session.next.text.delta': true,
  'session.next.text.ended': true,
  'session.next.text.started': true,
  'session.next.tool.called': true,
  'session.next.tool.failed': true,
  'session.next.tool.input.delta': true,
  'session.next.tool.input.ended': true,
  'session.next.tool.input.started': true,
  'session.next.tool.progress': true,
  'session.next.tool.success': true,
  'session.status': true,
  'session.updated': true,
  'todo.updated': true,
  'tui.command.execute': true,
  'tui.prompt.append': true,
  'tui.session.select': true,
  'tui.toast.show': true,
  'vcs.branch.updated': true,
  'workspace.failed': true,
  'workspace.ready': true,
  'workspace.status': true,
  'worktree.failed': true,
  'worktree.ready': true,
};
const parts: Record<Part['type'], true> = {
  agent: true,
  compaction: true,
  file: true,
  patch: true,
  reasoning: true,
  retry: true,
  snapshot: true,
  'step-finish': true,
  'step-start': true,
  subtask: true,
  text: true,
  tool: true,
} satisfies Record<NextPart['type'], true>;

const time = '2026-11-20T10:00:00.000Z';
const s = { session_id: 's', uuid: 'u' };
const thread = { threadId: 't', turnId: 'u' };
const part = (type: string): Json => ({
  type: 'message.part.updated',
  properties: { part: { id: 'p', messageID: 'm', sessionID: 's', type } },
});

const cases: readonly (readonly [string, string, readonly string[], (name: string) => Json])[] = [
  [
    'acp',
    'updates',
    Object.keys(updates),
    (sessionUpdate) => ({
      jsonrpc: '2.0',
      method: 'session/update',
      params: { sessionId: 's', update: { sessionUpdate } },
    }),
  ],
  [
    'acp',
    'methods',
    [...Object.values(AGENT_METHODS), ...Object.values(CLIENT_METHODS)],
    (method) => ({ jsonrpc: '2.0', id: 1, method, params: { sessionId: 's' } }),
  ],
  ['ag-ui', 'events', Object.values(EventType), (type) => ({ type })],
  [
    'opencode-events',
    'events',
    Object.keys(events),
    (type) => ({ type, properties: { sessionID: 's', callID: 'c', textID: 't' } }),
  ],
  ['opencode-events', 'parts', Object.keys(parts), part],
  [
    'claude-stream-json',
    'subtypes of system',
    names.claudeSystem,
    (subtype) => ({ type: 'system', subtype, ...s }),
  ],
  ['claude-stream-json', 'messages', names.claudeMessages, (type) => ({ type, ...s })],
  [
    'claude-transcript',
    'lines',
    names.claudeLines,
    (type) => ({ type, sessionId: 's', uuid: 'u' }),
  ],
  [
    'claude-hooks',
    'hooks',
    names.claudeHooks,
    (name) => ({ hook_event_name: name, session_id: 's' }),
  ],
  [
    'codex-app-server',
    'notifications',
    names.codexNotifications,
    (method) => ({ method, params: thread }),
  ],
  [
    'codex-app-server',
    'requests',
    names.codexRequests,
    (method) => ({ method, id: 1, params: thread }),
  ],
  [
    'codex-app-server',
    'items',
    names.codexItems,
    (type) => ({ method: 'item/completed', params: { ...thread, item: { type, id: 'i' } } }),
  ],
  [
    'codex-exec-json',
    'items',
    names.codexExecItems,
    (type) => ({ type: 'item.completed', item: { type, id: 'i' } }),
  ],
  [
    'codex-rollout',
    'response items',
    names.codexResponses,
    (type) => ({ timestamp: time, type: 'response_item', payload: { type } }),
  ],
  [
    'codex-rollout',
    'events',
    names.codexEvents,
    (type) => ({ timestamp: time, type: 'event_msg', payload: { type } }),
  ],
  [
    'codex-rollout',
    'lines',
    names.codexLines.filter((type) => type !== 'response_item'),
    (type) => ({ timestamp: time, type, payload: { type: 'user_message' } }),
  ],
];

/** Names that the adapter says are unknown; one without its fields may be of a wrong shape. */
function unknownTo(format: string, list: readonly string[], record: (name: string) => Json) {
  const adapter = adapterFor(format);
  if (!adapter) throw new Error(format);
  return list.filter((name) =>
    readRecord(adapter, adapter.initial(), { value: record(name), at: 1 }).events.some(
      (event) => event.kind === 'unrecognised' && /\bunknown (?!shape)/.test(event.reason),
    ),
  );
}

describe.each(cases)('%s: %s', (format, _what, list, record) => {
  it('none is unknown', () => {
    expect(unknownTo(format, list, record)).toEqual([]);
  });

  it('one that does not exist is', () => {
    expect(unknownTo(format, ['telepathy'], record)).toEqual(['telepathy']);
  });
});
