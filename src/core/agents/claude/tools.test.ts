import { describe, expect, it } from 'vitest';
import { base, init, result, said, session, use } from '../../../../test/support/stream-json.ts';
import type { Json } from '../../build/content.ts';

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
  expect(run.tool('c1')).toMatchObject({
    output: {
      as: 'parts',
      parts: [
        { as: 'text', text: 'a.png' },
        { as: 'image', mime: 'image/png', base64: 'AA' },
      ],
    },
  });
  run.read(said('m2', use('c2', 'Read', { file_path: 'b.png' })), result('c2', [picture]));
  expect(run.tool('c2')).toMatchObject({ output: { as: 'image', base64: 'AA' } });
});

it('tells what an edit of a notebook changed, as far as it is told', () => {
  const input = { notebook_path: '/w/a.ipynb', new_source: 'x = 2', edit_mode: 'replace' };
  const edited = (id: string, given: { [key: string]: Json }, told: Json): Json[] => [
    said(`m ${id}`, use(id, 'NotebookEdit', given)),
    { ...(result(id, 'Updated cell') as object), tool_use_result: told },
  ];
  const files = { original_file: '{"x": 1}\n', updated_file: '{"x": 2}\n' };
  const run = session(
    init,
    ...edited('c1', input, { notebook_path: '/w/a.ipynb', ...files }),
    ...edited('c2', { ...input, edit_mode: 'insert' }, null),
    ...edited('c3', input, null),
  );
  const changed = run.of('file.changed');
  expect(changed).toMatchObject([
    { path: '/w/a.ipynb', added: 1, removed: 1, diff: { as: 'text' } },
    { added: 1, removed: 0, diff: { as: 'text' } },
    { path: '/w/a.ipynb', change: 'modified' },
  ]);
  expect(changed[2]).not.toHaveProperty('added');
});
