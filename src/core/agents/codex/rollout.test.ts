import { describe, expect, it } from 'vitest';
import { fixtureRecords } from '../../../../test/support/agents.ts';
import { call, event, line, output, response, session } from '../../../../test/support/codex.ts';
import { codexRollout } from './rollout.ts';

const read = (...records: Parameters<typeof session>[1][]) => session(codexRollout, ...records);

describe('a whole file', () => {
  const run = read(...fixtureRecords('codex-rollout.jsonl'));

  it('says what is known of the build', () => {
    expect(run.build).toMatchObject({
      agent: 'Codex',
      title: 'Count the boats in the harbour and write the number down — ⛵',
      agentVersion: '0.151.0',
      model: 'model-one',
      cwd: '/home/dev/harbour',
      session: '019b0000-0000-7000-8000-0000000000aa',
    });
  });

  it('tells once what stands in it twice, and hides what Codex tells the model', () => {
    expect(run.of('text.appended').map(({ text }) => text)).toEqual([
      'I will read the list first.',
      'There are 14 boats.',
    ]);
    expect(run.of('reasoning.appended')).toHaveLength(1);
    expect(run.of('user.message')).toMatchObject([{}, { text: 'Sink one', images: 1 }]);
    expect(run.of('notice')).toMatchObject([{ text: 'Conversation compacted' }]);
    expect(
      run.nodes.filter((node) => node.kind === 'tool' && node.name === 'web_search'),
    ).toHaveLength(1);
  });

  it('hangs calls on the plan, and ends each as it ended', () => {
    expect(run.build.todos).toMatchObject([
      { text: 'Read the list', status: 'done' },
      { text: 'Write the number', status: 'done' },
    ]);
    expect(run.tool('c3')).toMatchObject({ outcome: 'failed', exitCode: 2, durationMs: 250 });
    expect(run.tool('c9')).toMatchObject({ outcome: 'denied', target: 'rm boats.txt' });
    expect(run.tool('c10')).toMatchObject({ outcome: 'interrupted' });
    expect(run.tool('c7')).toMatchObject({
      output: { as: 'parts', parts: [{ as: 'text' }, { as: 'image' }] },
      durationMs: 1500,
    });
  });

  it('ends a command in the background when a look at its terminal says so', () => {
    expect(run.tool('c5')).toMatchObject({
      outcome: 'succeeded',
      exitCode: 0,
      output: { text: 'tide is rising\ntide is high\n' },
    });
  });

  it('tells what a patch changed, with a diff', () => {
    expect(run.of('file.changed')).toMatchObject([
      { path: '/home/dev/harbour/count.md', change: 'added', added: 1, removed: 0, call: 'c4' },
      { path: '/home/dev/harbour/README.md', change: 'modified', added: 1, removed: 1 },
    ]);
  });

  it('takes the totals of usage as totals, and the last call for how full the context is', () => {
    expect(run.build.usage).toMatchObject({
      total: { input: 1500, cacheRead: 1500, output: 160, reasoning: 50 },
      context: 2000,
      contextWindow: 200_000,
    });
    expect(run.of('usage')).toHaveLength(4);
  });
});

describe('a fork', () => {
  const run = read(...fixtureRecords('codex-rollout-fork.jsonl'));

  it('is its own thread, and does not tell the history of its parent again', () => {
    expect(run.build).toMatchObject({ session: '019b1000-0000-7000-8000-0000000000cc' });
    expect(run.of('tool.started').map((started) => started.call)).toEqual(['f1']);
    expect(run.of('user.message')).toMatchObject([{ text: 'Find the missing dinghy' }]);
    expect(run.of('notice').map(({ text }) => text)).toEqual([
      'Sub-agent (Gull, explorer) of thread 019b0000-0000-7000-8000-0000000000aa',
      '36 records of its history are not shown again',
    ]);
  });

  const meta = (at: string, more: { [key: string]: string }) =>
    line('session_meta', { timestamp: '2026-03-02T09:00:00.000Z', cwd: '/w', ...more }, at);
  const at = (ms: number) => new Date(Date.parse('2026-03-02T09:00:00.000Z') + ms).toISOString();
  const says = (text: string, ms: number) =>
    line('event_msg', { type: 'user_message', message: text }, at(ms));
  const begins = (id: string, ms: number) =>
    line('event_msg', { type: 'task_started', turn_id: id }, at(ms));

  it('knows its own turn by the time in the id of the turn, where lines are stamped anew', () => {
    const time = Date.parse('2026-03-02T09:00:00.000Z').toString(16).padStart(12, '0');
    const own = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
    const old = '019a0000-0000-7000-8000-000000000000';
    const run = read(
      meta(at(0), { id: 'child', forked_from_id: 'parent' }),
      meta(at(1), { id: 'parent' }),
      begins(old, 2),
      says('old', 3),
      begins(own, 4),
      says('new', 5),
    );
    expect(run.of('user.message')).toMatchObject([{ text: 'new' }]);
    expect(run.build.session).toBe('child');
  });

  it('has no history where there is none, and ends it with a pause', () => {
    const fresh = read(meta(at(0), { id: 'child', forked_from_id: 'p' }), says('new', 5000));
    expect(fresh.of('user.message')).toMatchObject([{ text: 'new' }]);
    const plain = read(meta(at(0), { id: 'child' }), says('at once', 1));
    expect(plain.of('user.message')).toMatchObject([{ text: 'at once' }]);
  });
});

describe('turns', () => {
  it('begin with what the user says where no event tells it, and end as unknown', () => {
    const run = read(
      event('user_message', { message: 'one', kind: 'plain' }),
      event('user_message', { message: '<environment_context>', kind: 'environment_context' }),
      event('agent_message', { message: 'done' }),
      event('user_message', { message: 'two', kind: 'plain' }),
    );
    expect(run.of('turn.started')).toHaveLength(2);
    expect(run.of('turn.ended')).toMatchObject([{ outcome: 'unknown' }]);
    expect(run.of('user.message')).toHaveLength(2);
  });

  it('fail with an error, and end once', () => {
    const run = read(
      event('task_started', { turn_id: 'a' }),
      event('error', { message: 'no credit' }),
      event('task_complete', { turn_id: 'a', last_agent_message: null }),
      event('task_complete', { turn_id: 'a', last_agent_message: null, duration_ms: 3 }),
      event('stream_error', { message: 'again' }),
    );
    expect(run.of('turn.ended')).toMatchObject([{ outcome: 'failed', reason: 'no credit' }]);
    expect(run.of('error')).toMatchObject([{ message: 'no credit' }, { recovering: true }]);
    expect(run.end()).toMatchObject([{ kind: 'build.ended', outcome: 'failed' }]);
  });
});

describe('calls', () => {
  it.each([
    ['{"output":"hi\\n","metadata":{"exit_code":3,"duration_seconds":1.5}}', 'failed', 3],
    ['{"output":"hi","metadata":{"exit_code":0,"duration_seconds":0}}', 'succeeded', 0],
    ['Exit code: 1\nWall time: 2 seconds\nOutput:\nno', 'failed', 1],
    ['Output:\nProcess exited with code 1\n', 'succeeded', undefined],
    [{ content: 'broken', success: false }, 'failed', undefined],
    [[{ type: 'input_text', text: 'a' }], 'succeeded', undefined],
    ['patch rejected by user', 'denied', undefined],
    ['aborted by user after 2.0s', 'interrupted', undefined],
    ['apply_patch verification failed: no such line', 'failed', undefined],
    ['unsupported call: fly', 'failed', undefined],
    ['Failure is a word that an output may begin with', 'succeeded', undefined],
  ])('end as their output says: %j', (value, outcome, exitCode) => {
    const run = read(call('c', 'shell', { command: ['ls'] }), output('c', value));
    expect(run.of('tool.ended')).toMatchObject([{ outcome }]);
    expect(run.of('tool.ended')[0]?.exitCode).toBe(exitCode);
  });

  it('change files by a patch in a command, if it was applied', () => {
    const patch =
      '*** Begin Patch\n*** Update File: a.md\n@@\n-x\n+y\n+z\n*** Delete File: b.md\n*** End Patch';
    const edit = (id: string, code: number) => [
      call(id, 'shell', { command: ['apply_patch', patch] }),
      output(id, JSON.stringify({ output: '', metadata: { exit_code: code } })),
    ];
    expect(read(...edit('c', 0)).of('file.changed')).toMatchObject([
      { path: 'a.md', change: 'modified', added: 2, removed: 1 },
      { path: 'b.md', change: 'deleted' },
    ]);
    expect(read(...edit('c', 1)).of('file.changed')).toEqual([]);
    const quoted = call('q', 'shell', { command: ['cat', `<<E\n${patch}\nE`] });
    expect(read(quoted, output('q', 'x')).of('file.changed')).toEqual([]);
  });

  it('take back a plan that was refused', () => {
    const plan = (step: string) => ({ plan: [{ step, status: 'in_progress' }] });
    const run = read(
      call('a', 'update_plan', plan('first')),
      output('a', 'Plan updated'),
      call('b', 'update_plan', plan('second')),
      output('b', 'failed to parse function arguments: missing field'),
    );
    expect(run.build.todos).toMatchObject([{ text: 'first' }]);
    expect(run.tool('b')).toMatchObject({ outcome: 'failed' });
  });

  it('bear arguments that are no JSON, and results without calls', () => {
    const run = read(
      response('function_call', { call_id: 'a', name: 'shell', arguments: '{"command": ["l' }),
      output('b', 'late'),
      response('function_call', { name: 'shell', arguments: '{}' }),
    );
    expect(run.tool('a')).toMatchObject({ input: { as: 'text', text: '{"command": ["l' } });
    expect(run.tool('b')).toMatchObject({ name: 'unknown', outcome: 'succeeded' });
    expect(run.of('unrecognised')).toMatchObject([{ reason: 'a function_call without an id' }]);
  });

  it('keep pictures as pictures', () => {
    const picture = { type: 'input_image', image_url: 'data:image/webp;base64,AAAA' };
    const run = read(call('v', 'view_image', { path: 'a.webp' }), output('v', [picture]));
    expect(run.tool('v')).toMatchObject({
      output: { as: 'image', mime: 'image/webp', base64: 'AAAA' },
    });
  });
});

it('reads newer files, which tell finished items instead of events', () => {
  const done = (item: { [key: string]: string | number | object }) =>
    event('item_completed', { thread_id: 't', turn_id: 'a', item: item as never });
  const run = read(
    event('task_started', { turn_id: 'a' }),
    response('message', { role: 'user', content: [{ type: 'input_text', text: 'hello' }] }),
    done({ type: 'UserMessage', id: 'u', content: [{ type: 'text', text: 'hello' }] }),
    call('c', 'exec_command', { cmd: 'ls' }),
    done({
      type: 'CommandExecution',
      id: 'c',
      command: ['ls'],
      status: 'completed',
      exit_code: 0,
      aggregated_output: 'x',
    }),
    output('c', 'Process exited with code 0\nOutput:\nx'),
    done({ type: 'AgentMessage', id: 'm', content: [{ type: 'Text', text: 'bye' }] }),
    response('message', { role: 'assistant', content: [{ type: 'output_text', text: 'bye' }] }),
  );
  expect(run.of('user.message')).toHaveLength(1);
  expect(run.of('text.appended')).toMatchObject([{ block: 'm', text: 'bye' }]);
  expect(run.of('tool.started')).toMatchObject([{ name: 'exec_command' }]);
  expect(run.of('tool.ended')).toHaveLength(1);
  expect(run.of('unrecognised')).toEqual([]);
});

it('reads files of before lines had an envelope', () => {
  const said = (role: string, type: string, text: string) => ({
    type: 'message',
    role,
    content: [{ type, text }],
  });
  const run = read(
    { id: 's', timestamp: '2025-07-01T00:00:00Z', instructions: null },
    { record_type: 'state' },
    said('user', 'input_text', '<environment_context>\nx\n</environment_context>'),
    said('user', 'input_text', 'hello'),
    { type: 'function_call', name: 'shell', arguments: '{"command":["ls"]}', call_id: 'c' },
    {
      type: 'function_call_output',
      call_id: 'c',
      output: '{"output":"a","metadata":{"exit_code":0}}',
    },
    said('assistant', 'output_text', 'bye'),
  );
  expect(run.of('user.message')).toMatchObject([{ text: 'hello' }]);
  expect(run.of('text.appended')).toMatchObject([{ text: 'bye' }]);
  expect(run.tool('c')).toMatchObject({ outcome: 'succeeded' });
  expect(run.of('unrecognised')).toEqual([]);
});

describe('what newer versions write', () => {
  it('tells a compaction once, as a line and as an item', () => {
    const compacted = { type: 'ContextCompaction', id: 'c1' };
    const file = session(
      codexRollout,
      line('compacted', { message: '' }),
      event('item_completed', { item: compacted }),
    );
    expect(file.of('notice')).toHaveLength(1);
  });

  it('gives the model context as the output of no call', () => {
    const named = { name: 'goal_objective', namespace: 'agent', output: 'A clock' };
    const file = session(codexRollout, response('function_call_output', named));
    expect(file.events).toEqual([]);
    file.read(response('function_call_output', { output: 'x' }));
    expect(file.of('unrecognised')).toHaveLength(1);
  });
});
