import { describe, expect, it } from 'vitest';
import { fixtureRecords } from '../../../../test/support/agents.ts';
import { base, init, result, said, session, use } from '../../../../test/support/stream-json.ts';
import type { Json } from '../../build/content.ts';
import { claudeStreamJson } from './stream-json.ts';

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
    expect(run.end()).toMatchObject([{ outcome: 'failed', reason: 'max turns' }]);
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

describe('what newer versions do', () => {
  const done = (text: string, uuid: string): Json => ({
    ...base,
    type: 'result',
    subtype: 'success',
    is_error: false,
    result: text,
    uuid,
  });
  const text = (words: string): Json => ({ type: 'text', text: words });

  it('results that were held back come together, and make no turn of their own', () => {
    const run = session(
      init,
      said('m1', text('One')),
      { ...init, uuid: 'i2' },
      said('m2', text('Two')),
      done('One', 'r1'),
      done('Two', 'r2'),
    );
    expect(run.of('text.appended').map((event) => event.text)).toEqual(['One', 'Two']);
    expect(run.of('turn.started')).toHaveLength(2);
    expect(run.of('turn.ended').map(({ outcome }) => outcome)).toEqual(['unknown', 'succeeded']);
  });

  it('a TodoWrite that fails takes back its list, and not the tasks made meanwhile', () => {
    const todos = [{ content: 'Old', status: 'pending' }];
    const run = session(
      init,
      said('m1', use('a', 'TaskCreate', { subject: 'New' }), use('b', 'TodoWrite', { todos })),
      result('a', 'Task #1 created successfully: New'),
      result('b', 'No such tool', { is_error: true }),
    );
    const present = run.build.todos.filter(({ droppedIn }) => droppedIn === null);
    expect(present.map((todo) => todo.text)).toEqual(['New']);
  });

  it('the hook of a resumed session, under an id that is none, makes no session', () => {
    const hook = { type: 'system', subtype: 'hook_started', hook_name: 'SessionStart:resume' };
    expect(claudeStreamJson.session?.({ ...hook, session_id: 'other' })).toBeNull();
    expect(claudeStreamJson.session?.(init)).toBe('s1');
  });
});

it('makes up for the output that the lines of older versions did not tell', () => {
  const line = (id: string, output_tokens: number, more: { [key: string]: Json } = {}): Json => ({
    ...base,
    type: 'assistant',
    message: { id, model: 'm', content: [], usage: { input_tokens: 5, output_tokens } },
    ...more,
  });
  const end = (uuid: string, output_tokens: number): Json => ({
    ...base,
    type: 'result',
    subtype: 'success',
    uuid,
    total_cost_usd: 0.5,
    usage: { input_tokens: 5, output_tokens },
  });
  const run = session(init, line('m1', 1), line('m2', 2, { parent_tool_use_id: 'a1' }));
  run.read(end('r1', 40), line('m3', 3), end('r2', 3));
  // 40 of the first turn, 2 of its sub-agent, 3 of the second turn.
  expect(run.build.usage).toMatchObject({ total: { input: 15, output: 45 }, costUsd: 0.5 });
});
