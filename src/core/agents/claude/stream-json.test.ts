import { describe, expect, it } from 'vitest';
import { fixtureRecords, Session } from '../../../../test/support/agents.ts';
import type { Json } from '../../build/content.ts';
import { claudeStreamJson } from './stream-json.ts';

const session = (...records: Json[]) => {
  const started = new Session(claudeStreamJson);
  started.read(...records);
  return started;
};
const base = { session_id: 's1' };
const init = { ...base, type: 'system', subtype: 'init', cwd: '/w', model: 'm', uuid: 'i' };
const said = (id: string, ...content: Json[]): Json => ({
  ...base,
  type: 'assistant',
  message: { id, model: 'm', content },
});
const use = (id: string, name: string, input: Json = {}): Json => ({
  type: 'tool_use',
  id,
  name,
  input,
});
const result = (id: string, content: Json, more: { [key: string]: Json } = {}): Json => ({
  ...base,
  type: 'user',
  message: { content: [{ type: 'tool_result', tool_use_id: id, content, ...more }] },
});

describe('a whole run', () => {
  const run = session(...fixtureRecords('claude-stream-json.jsonl'));

  it('makes no unrecognised event', () => {
    expect(run.of('unrecognised')).toEqual([]);
  });

  it('tells about the build, its only turn and its totals', () => {
    const { build } = run;
    expect(build).toMatchObject({
      agent: 'Claude Code',
      agentVersion: '2.1.201',
      model: 'model-large',
      cwd: '/home/dev/harbour',
      turns: { count: 1, open: false, last: 'succeeded' },
    });
    expect(build.usage).toMatchObject({
      total: { input: 60, output: 210, cacheRead: 600, cacheWrite: 30 },
      costUsd: 0.125,
      contextWindow: 200_000,
    });
    expect(run.end()).toEqual([{ kind: 'build.ended', at: 2000, outcome: 'succeeded' }]);
  });

  it('streams text and reasoning, and tells nothing twice when the full lines come', () => {
    expect(run.of('reasoning.appended').map(({ text }) => text)).toEqual([
      'The harbour needs ',
      'a tide table.',
    ]);
    expect(run.of('text.appended').slice(0, 2)).toMatchObject([
      { block: 'msg_1/1', text: 'I will plan ' },
      { block: 'msg_1/1', text: 'the work – first the table.' },
    ]);
  });

  it('begins a call with its first delta and completes its input with the full line', () => {
    const about = run.events.filter((event) => 'call' in event && event.call === 'call_todo1');
    expect(about.map((event) => event.kind)).toEqual([
      'tool.started',
      'tool.input',
      'tool.input',
      'tool.ended',
    ]);
    expect(run.tool('call_todo1')).toMatchObject({ target: '2 items', outcome: 'succeeded' });
  });

  it('puts tools under the TODO that was active, and a sub-agent under its call', () => {
    expect(run.build.todos).toMatchObject([
      { text: 'Write the tide table', status: 'done', tools: 3 },
      { text: 'Check the moorings', activeText: 'Checking the moorings', status: 'active' },
    ]);
    const agent = run.nodes.findIndex((node) => node.key === 'tool:call_agent');
    expect(run.tool('call_grep')).toMatchObject({ parent: agent, target: 'mooring' });
    expect(run.nodes.find((node) => node.key === 'text:msg_6/0')).toMatchObject({ parent: agent });
    // The prompt of a sub-agent is the input of its call, not something that the user said.
    expect(run.of('user.message')).toEqual([]);
    expect(run.tool('call_agent')).toMatchObject({ outcome: 'succeeded', durationMs: 4200 });
  });

  it('tells file changes with their lines and diffs', () => {
    expect(run.of('file.changed')).toMatchObject([
      { path: '/home/dev/harbour/tides.txt', change: 'added', added: 2, call: 'call_write' },
      { path: '/home/dev/harbour/tides.txt', change: 'modified', added: 1, removed: 1 },
    ]);
    expect(run.of('file.changed')[1]?.diff).toEqual({
      as: 'text',
      text:
        '--- /home/dev/harbour/tides.txt\n+++ /home/dev/harbour/tides.txt\n' +
        '@@ -1,2 +1,2 @@\n high 06:10\n-low 12:25\n+low 12:31\n',
    });
  });

  it('tells failures, exit codes, retries and denials apart', () => {
    expect(run.tool('call_test')).toMatchObject({ outcome: 'failed', exitCode: 2 });
    expect(run.tool('call_rm')).toMatchObject({ outcome: 'denied' });
    expect(run.of('error')).toMatchObject([{ code: '529', recovering: true }]);
    expect(run.build.counts).toMatchObject({ failedTools: 1, errors: 0, tools: 8 });
  });

  it('gives no new event when it is read again', () => {
    const again = session(...fixtureRecords('claude-stream-json.jsonl'));
    expect(again.read(...fixtureRecords('claude-stream-json.jsonl'))).toEqual([]);
  });
});

describe('messages', () => {
  it('merges the lines of a message and counts its usage once', () => {
    const line = (text: string, output: number): Json => ({
      ...base,
      type: 'assistant',
      message: {
        id: 'm1',
        content: [{ type: 'text', text }],
        usage: { input_tokens: 5, output_tokens: output },
      },
    });
    const run = session(init, line('one', 1), line('two', 1), line('three', 9));
    expect(run.of('usage')).toMatchObject([
      { scope: 'call', key: 'm1', input: 5, output: 1 },
      { scope: 'call', key: 'm1', input: 5, output: 9 },
    ]);
    expect(run.build.usage.total).toMatchObject({ input: 5, output: 9 });
    expect(run.of('text.appended').map(({ block }) => block)).toEqual(['m1/0', 'm1/1', 'm1/2']);
  });

  it('counts interleaved messages of sub-agents once each', () => {
    const line = (id: string, output: number): Json => ({
      ...base,
      type: 'assistant',
      parent_tool_use_id: id,
      message: { id, content: [], usage: { input_tokens: 1, output_tokens: output } },
    });
    const run = session(init, line('a', 1), line('b', 1), line('a', 5), line('b', 7));
    expect(run.build.usage.total).toMatchObject({ input: 2, output: 12 });
    expect(run.build.usage.context).toBeNull();
  });

  it('replaces what was streamed when the full line differs', () => {
    const event = (inner: Json): Json => ({ ...base, type: 'stream_event', event: inner });
    const run = session(
      init,
      event({ type: 'message_start', message: { id: 'm1' } }),
      event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
      event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'abc' } }),
      said('m1', { type: 'text', text: 'abd' }),
      event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'late' } }),
    );
    expect(run.of('text.appended')).toMatchObject([
      { block: 'm1/0', text: 'abc' },
      { block: 'm1/0', text: 'abd', replace: true },
    ]);
  });

  it('takes superseded lines back', () => {
    const run = session(
      init,
      { ...(said('m1', { type: 'text', text: 'draft' }) as object), uuid: 'u1' },
      { ...(said('m1', use('c1', 'Bash', { command: 'ls' })) as object), uuid: 'u2' },
      { ...(said('m2', { type: 'text', text: 'final' }) as object), supersedes: ['u1', 'u2'] },
    );
    expect(run.nodes.map((node) => ('text' in node ? node.text : node.key))).toEqual([
      '',
      'tool:c1',
      'final',
    ]);
    expect(run.tool('c1')).toMatchObject({ outcome: 'interrupted' });
  });

  it('keeps errors and remarks of Claude Code itself apart from the model', () => {
    const synthetic = (text: string, more: { [key: string]: Json }): Json => ({
      ...base,
      type: 'assistant',
      message: { id: 'x', model: '<synthetic>', content: [{ type: 'text', text }] },
      ...more,
    });
    const run = session(
      init,
      synthetic('No credit left', { error: 'billing_error' }),
      synthetic('No response requested.', {}),
      { ...base, type: 'result', subtype: 'success', is_error: true, result: 'No credit left' },
    );
    expect(run.of('error')).toMatchObject([{ message: 'No credit left', code: 'billing_error' }]);
    expect(run.of('notice')).toMatchObject([{ text: 'No response requested.' }]);
    expect(run.of('turn.ended')).toMatchObject([{ outcome: 'failed', reason: 'No credit left' }]);
    expect(run.build.model).toBe('m');
  });
});

describe('TODO lists', () => {
  const todo = (content: string, status: string): Json => ({ content, status, activeForm: 'x' });

  it('takes a failed TodoWrite back', () => {
    const run = session(
      init,
      said('m1', use('t1', 'TodoWrite', { todos: [todo('one', 'in_progress')] })),
      result('t1', 'ok'),
      said('m2', use('t2', 'TodoWrite', { todos: [todo('other', 'pending')] })),
    );
    expect(run.build.todos[0]?.text).toBe('other');
    run.read(result('t2', '<tool_use_error>no</tool_use_error>', { is_error: true }));
    expect(run.of('plan.updated').at(-1)?.todos).toMatchObject([{ text: 'one', status: 'active' }]);
    expect(run.tool('t2')).toMatchObject({ outcome: 'failed', error: 'no' });
  });

  it('reads items of old versions, which have ids', () => {
    const old = { id: '7', content: 'one', status: 'completed', priority: 'high' };
    const run = session(init, said('m1', use('t1', 'TodoWrite', { todos: [old] })));
    expect(run.of('plan.updated')[0]?.todos).toEqual([{ id: '7', text: 'one', status: 'done' }]);
  });

  it('keeps the list of a sub-agent in its own scope', () => {
    const run = session(
      init,
      said('m1', use('t1', 'TodoWrite', { todos: [todo('mine', 'in_progress')] })),
      said('m1', use('a1', 'Task', { prompt: 'p' })),
      {
        ...(said('m2', use('t2', 'TodoWrite', { todos: [todo('its', 'pending')] })) as object),
        parent_tool_use_id: 'a1',
      },
    );
    expect(run.build.todos.map(({ text, scope }) => [text, scope])).toEqual([
      ['its', 'a1'],
      ['mine', null],
    ]);
  });

  it('ignores a list that is none', () => {
    const run = session(init, said('m1', use('t1', 'TodoWrite', { todos: 'all of them' })));
    expect(run.of('plan.updated')).toEqual([]);
    expect(run.of('tool.started')).toHaveLength(1);
  });
});

describe('background work', () => {
  const launched = {
    ...(result('a1', 'Async agent launched') as object),
    tool_use_result: { status: 'async_launched', agentId: 'x1' },
  } as Json;

  it('ends a background agent with its notification, not with its launch', () => {
    const run = session(init, said('m1', use('a1', 'Agent', { prompt: 'p' })), {
      ...base,
      type: 'system',
      subtype: 'task_started',
      task_id: 'x1',
      tool_use_id: 'a1',
    });
    run.read(launched);
    expect(run.tool('a1')).toMatchObject({ outcome: null });
    run.read({ ...base, type: 'result', subtype: 'success', is_error: false, result: 'ok' });
    expect(run.tool('a1')).toMatchObject({ outcome: null });
    const ended = {
      ...base,
      type: 'system',
      subtype: 'task_notification',
      task_id: 'x1',
      status: 'failed',
      summary: 'It broke',
    };
    run.read(ended);
    expect(run.tool('a1')).toMatchObject({ outcome: 'failed', error: 'It broke' });
    expect(run.read(ended)).toEqual([]);
  });

  it('opens a second turn without a user when the process goes on by itself', () => {
    const done = { ...base, type: 'result', subtype: 'success', is_error: false, result: 'ok' };
    const run = session(init, said('m1', { type: 'text', text: 'hi' }), done);
    run.read({ ...init, uuid: 'i2' }, said('m2', { type: 'text', text: 'more' }), done);
    expect(run.build.turns).toEqual({ count: 2, open: false, last: 'succeeded' });
  });
});

describe('disorder', () => {
  it('gives a result without a call a place, and completes it when the call comes', () => {
    const run = session(init, result('c1', 'late'));
    expect(run.tool('c1')).toMatchObject({ name: 'unknown', outcome: 'succeeded' });
    run.read(said('m1', use('c1', 'Bash', { command: 'ls' })));
    expect(run.tool('c1')).toMatchObject({ name: 'Bash', target: 'ls', outcome: 'succeeded' });
    expect(run.build.counts.tools).toBe(1);
  });

  it('counts a call and a result that come twice once', () => {
    const call = said('m1', use('c1', 'Bash', { command: 'ls' }));
    const run = session(init, call, call, result('c1', 'out'));
    expect(run.read(result('c1', 'again'), call)).toEqual([]);
    expect(run.of('tool.started')).toHaveLength(1);
  });

  it('does not lose what comes after the end', () => {
    const run = session(init, said('m1', use('c1', 'Bash', { command: 'sleep' })), {
      ...base,
      type: 'result',
      subtype: 'error_max_turns',
      is_error: true,
      errors: ['max turns'],
    });
    expect(run.build.turns).toMatchObject({ open: false, last: 'failed' });
    run.read(result('c1', 'slept'));
    expect(run.tool('c1')).toMatchObject({ outcome: 'succeeded' });
  });

  it('makes exactly one unrecognised event of what it does not know, raw', () => {
    const odd: Json[] = [
      { ...base, type: 'telepathy', thought: 1 },
      { ...base, type: 'system', subtype: 'levitation' },
      said('m1', { type: 'hologram' }, { type: 'smell' }),
      { ...base, type: 'assistant', message: null },
      { ...base, type: 'assistant', message: { content: [{ type: 'tool_use', id: 3 }] } },
      { ...base, type: 'result', subtype: 4 },
      { no: 'type' },
      ['a', 'list'],
      null,
    ];
    for (const raw of odd) {
      const run = session(init);
      const fresh = run.read(raw).filter((event) => event.kind === 'unrecognised');
      expect(fresh).toEqual([
        expect.objectContaining({ format: 'claude-stream-json', raw: { as: 'json', json: raw } }),
      ]);
    }
  });

  it('reads a message whose id, model or usage are of no use', () => {
    const odd = { id: {}, model: 4, usage: 'none', content: [{ type: 'text', text: 'hi' }] };
    const run = session(init, { ...base, type: 'assistant', uuid: 'u9', message: odd });
    expect(run.of('text.appended')).toMatchObject([{ block: 'u9/0', text: 'hi' }]);
  });

  it('says which session a record belongs to', () => {
    expect(claudeStreamJson.session?.({ ...base, type: 'user' })).toBe('s1');
    expect(claudeStreamJson.session?.({ type: 'control_request' })).toBeNull();
  });
});

describe('attention', () => {
  it('asks for permission until it is answered', () => {
    const run = session(init, {
      type: 'control_request',
      request_id: 'r1',
      request: { subtype: 'can_use_tool', tool_name: 'Bash', input: { command: 'rm x' } },
    });
    expect(run.build.attention).toMatchObject([{ reason: 'permission', text: 'Bash: rm x' }]);
    run.read({ type: 'control_response', response: { request_id: 'r1', subtype: 'success' } });
    expect(run.build.attention).toEqual([]);
  });

  it('follows the state of the session', () => {
    const state = (name: string): Json => ({
      ...base,
      type: 'system',
      subtype: 'session_state_changed',
      state: name,
    });
    const run = session(init, state('requires_action'));
    expect(run.build.attention).toHaveLength(1);
    run.read(state('running'));
    expect(run.build.attention).toEqual([]);
  });

  it('shows a question until the user has answered', () => {
    const question = { questions: [{ question: 'Tea or coffee?' }] };
    const run = session(init, said('m1', use('q1', 'AskUserQuestion', question)));
    expect(run.build.attention).toMatchObject([{ reason: 'question', text: 'Tea or coffee?' }]);
    run.read(result('q1', 'Tea'));
    expect(run.build.attention).toEqual([]);
  });
});

it('shows a picture as the output of a call, and keeps the text beside it', () => {
  const picture = {
    type: 'image',
    source: { type: 'base64', media_type: 'image/png', data: 'AA' },
  };
  const run = session(init, said('m1', use('c1', 'Read', { file_path: 'a.png' })));
  run.read(result('c1', [{ type: 'text', text: 'a.png' }, picture]));
  expect(run.of('tool.output')).toMatchObject([{ output: { as: 'text', text: 'a.png' } }]);
  expect(run.tool('c1')).toMatchObject({ output: { as: 'image', base64: 'AA' } });
});
