import { expect, it } from 'vitest';
import { Session } from '../../../test/support/agents.ts';
import { call, event, line, output, session as codex } from '../../../test/support/codex.ts';
import {
  answered,
  asked,
  record,
  said,
  session,
  use,
} from '../../../test/support/claude-session.ts';
import { events, exported } from '../../../test/fixtures/agents/opencode.ts';
import type { Json } from '../build/content.ts';
import { claudeHooks } from './claude-hooks/adapter.ts';
import { claudeStreamJson } from './claude/stream-json.ts';
import { codexAppServer } from './codex/app-server.ts';
import { codexRollout } from './codex/rollout.ts';
import { geminiSession } from './gemini/adapters.ts';
import { openCodeEvents, openCodeExport } from './opencode/adapters.ts';

/** Sub-agents whose session is a build of its own: both ends name the link. */

it("gives the file of Claude's sub-agent its own session, under its caller's", () => {
  const side = { isSidechain: true, agentId: 'x1', parentUuid: null };
  const run = session(asked('Count.', side), said('m1', { type: 'text', text: '3' }, side));
  expect(run.build).toMatchObject({ session: 'x1', parentSession: 's1' });
  expect(run.of('build.started')).toMatchObject([{ session: 'x1', parentSession: 's1' }]);
});

it("keeps the session of a transcript that has Claude's side chains within", () => {
  const run = session(
    asked('go'),
    said('m1', use('a1', 'Task', { prompt: 'Count.' })),
    asked('Count.', { isSidechain: true, agentId: 'x1', parentUuid: null }),
  );
  expect(run.build).toMatchObject({ session: 's1', parentSession: null });
});

it("names the agent that Claude's call started, in the background and at its end", () => {
  const run = session(
    asked('go'),
    said('m1', use('a1', 'Task', { prompt: 'One.' })),
    said('m1', use('a2', 'Agent', { prompt: 'Two.' })),
    answered('a1', 'launched', { toolUseResult: { status: 'async_launched', agentId: 'x1' } }),
    answered('a2', 'done', { toolUseResult: { status: 'completed', agentId: 'x2' } }),
  );
  expect(run.tool('a1')).toMatchObject({ childSession: 'x1', outcome: null });
  expect(run.tool('a2')).toMatchObject({ childSession: 'x2', outcome: 'succeeded' });
});

it("names the agent while Claude's call goes on, once", () => {
  const wrapped = (uuid: string) =>
    record('progress', {
      parentToolUseID: 'a1',
      data: {
        type: 'agent_progress',
        agentId: 'x1',
        message: { type: 'assistant', uuid, message: { id: uuid, content: [] } },
      },
    });
  const run = session(asked('go'), said('m1', use('a1', 'Task')), wrapped('i1'), wrapped('i2'));
  expect(run.of('tool.output')).toMatchObject([{ call: 'a1', childSession: 'x1' }]);

  const stream = new Session(claudeStreamJson);
  const said2 = { id: 'm', content: [use('a1', 'Agent'), use('b1', 'Bash')] };
  const started = (task: string, id: string) => ({
    type: 'system',
    subtype: 'task_started',
    session_id: 's',
    uuid: task,
    task_id: task,
    tool_use_id: id,
  });
  stream.read({ type: 'assistant', session_id: 's', message: said2 });
  stream.read(started('x1', 'a1'), started('sh1', 'b1'));
  expect(stream.tool('a1')).toMatchObject({ childSession: 'x1', output: null });
  expect(stream.tool('b1')).toMatchObject({ childSession: null });
});

it("names the agent that Claude's hooks tell of", () => {
  const hook = (hook_event_name: string, more: object) => ({
    session_id: 's',
    cwd: '/w',
    hook_event_name,
    ...more,
  });
  const run = new Session(claudeHooks);
  run.read(
    hook('PreToolUse', { tool_name: 'Agent', tool_use_id: 'a1', tool_input: { prompt: 'One.' } }),
    hook('SubagentStart', { agent_id: 'x1', agent_type: 'general' }),
  );
  expect(run.tool('a1')).toMatchObject({ childSession: 'x1', outcome: null });
});

it("puts Codex's sub-agent under its caller, and leaves a fork to itself", () => {
  const meta = (more: object) =>
    line('session_meta', { id: 'child', timestamp: '2026-03-02T09:00:00Z', cwd: '/w', ...more });
  const spawned = { subagent: { thread_spawn: { parent_thread_id: 'parent', depth: 1 } } };
  expect(codex(codexRollout, meta({ source: spawned })).build).toMatchObject({
    session: 'child',
    parentSession: 'parent',
  });
  const forked = codex(codexRollout, meta({ source: 'cli', forked_from_id: 'parent' }));
  expect(forked.build).toMatchObject({ session: 'child', parentSession: null });
  const both = meta({ source: spawned, forked_from_id: 'parent' });
  expect(codex(codexRollout, both).build.parentSession).toBe('parent');

  const source = { subAgent: { thread_spawn: { parent_thread_id: 'parent', depth: 1 } } };
  const thread = { id: 'child', cwd: '/w', source, turns: [] };
  const live = codex(
    codexAppServer,
    { method: 'thread/started', params: { thread } },
    { method: 'turn/started', params: { threadId: 'child', turn: { id: 't1' } } },
  );
  expect(live.build).toMatchObject({ session: 'child', parentSession: 'parent' });
});

it("names the thread that Codex's call began, however it is told", () => {
  const run = codex(
    codexRollout,
    event('task_started', { turn_id: 't' }),
    call('c1', 'spawn_agent', { message: 'Count.' }),
    output('c1', '{"agent_id":"child-1","nickname":"Finch"}'),
    call('c2', 'shell', { command: ['cat', 'a.json'] }),
    output('c2', '{"agent_id":"child-9"}'),
    event('collab_agent_spawn_end', { call_id: 'c3', new_thread_id: 'child-2', status: null }),
    event('item_completed', {
      item: {
        type: 'CollabAgentToolCall',
        id: 'c4',
        tool: 'spawnAgent',
        status: 'completed',
        receiverThreadIds: ['child-3'],
      },
    }),
    event('item_completed', {
      item: {
        type: 'CollabAgentToolCall',
        id: 'c5',
        tool: 'wait',
        status: 'completed',
        receiverThreadIds: ['child-2', 'child-3'],
      },
    }),
  );
  const child = (id: string) => {
    const node = run.tool(id);
    return node?.kind === 'tool' ? node.childSession : undefined;
  };
  expect(['c1', 'c2', 'c3', 'c4', 'c5'].map(child)).toEqual([
    'child-1',
    null,
    'child-2',
    'child-3',
    null,
  ]);
});

it("puts OpenCode's child sessions under their parent, and names them in the call", () => {
  for (const [adapter, records] of [
    [openCodeEvents, events],
    [openCodeExport, [exported]],
  ] as const) {
    const run = new Session(adapter);
    run.read(...(records as unknown as Json[]));
    expect(run.tool('call_task')).toMatchObject({ childSession: 'ses_child' });
    expect(run.build.parentSession).toBeNull();
  }
  const child = new Session(openCodeExport);
  const info = {
    id: 'ses_child',
    parentID: 'ses_1',
    projectID: 'p',
    directory: '/w',
    title: 'Ask',
  };
  child.read({ info });
  expect(child.build).toMatchObject({ session: 'ses_child', parentSession: 'ses_1' });
  // A document's first event must stay what it was before this was told: it names the build.
  expect(child.events[0]).toEqual({
    kind: 'build.started',
    at: 1000,
    agent: 'OpenCode',
    session: 'ses_child',
  });
});

it("names the session that Gemini's call runs, once", () => {
  const agent = { id: 'c1', name: 'codebase_investigator', args: {}, agentId: 'sub-1' };
  const answer = (status: string) => ({
    id: 'm2',
    type: 'gemini',
    timestamp: '2026-03-02T09:00:02Z',
    content: '',
    toolCalls: [{ ...agent, status, timestamp: '2026-03-02T09:00:03Z' }],
  });
  const run = new Session(geminiSession);
  run.read({ sessionId: 's', projectHash: 'p', startTime: '2026-03-02T09:00:00Z' });
  run.read(answer('executing'), answer('executing'), answer('success'));
  expect(run.of('tool.output')).toHaveLength(1);
  expect(run.tool('c1')).toMatchObject({ childSession: 'sub-1', outcome: 'succeeded' });
});

it("puts Gemini's sub-agent under the session in whose folder its file stands", () => {
  const about = { sessionId: 'sub-1', projectHash: 'p', startTime: '2026-03-02T09:00:00Z' };
  const read = (path: string, kind: string) => {
    const run = new Session(geminiSession, path);
    run.read({ ...about, kind });
    return run.build;
  };
  const inside = '/home/ada/.gemini/tmp/p/chats/parent-1/sub-1.jsonl';
  expect(read(inside, 'subagent')).toMatchObject({ session: 'sub-1', parentSession: 'parent-1' });
  expect(read('C:\\tmp\\chats\\parent-1\\sub-1.jsonl', 'subagent').parentSession).toBe('parent-1');
  expect(read(inside, 'main').parentSession).toBeNull();
  expect(read('/tmp/chats/session-1.jsonl', 'subagent').parentSession).toBeNull();
});
