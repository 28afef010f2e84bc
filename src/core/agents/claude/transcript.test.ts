import { describe, expect, it } from 'vitest';
import { fixtureRecords, Session } from '../../../../test/support/agents.ts';
import type { Json } from '../../build/content.ts';
import { claudeTranscript } from './transcript.ts';

const session = (...records: Json[]) => {
  const started = new Session(claudeTranscript);
  started.read(...records);
  return started;
};
let count = 0;
const record = (type: string, more: { [key: string]: Json }): Json => {
  count += 1;
  return { type, sessionId: 's1', uuid: `u${count}`, cwd: '/w', version: '2.1.30', ...more };
};
const asked = (content: Json, more: { [key: string]: Json } = {}) =>
  record('user', { message: { role: 'user', content }, ...more });
const said = (id: string, block: Json, more: { [key: string]: Json } = {}) =>
  record('assistant', { message: { id, model: 'm', content: [block] }, ...more });
const use = (id: string, name: string, input: Json = {}): Json => ({
  type: 'tool_use',
  id,
  name,
  input,
});
const answered = (id: string, content: Json, more: { [key: string]: Json } = {}) =>
  asked([{ type: 'tool_result', tool_use_id: id, content }], more);

describe('a whole session', () => {
  const run = session(...fixtureRecords('claude-transcript.jsonl'));

  it('makes no unrecognised event', () => {
    expect(run.of('unrecognised')).toEqual([]);
  });

  it('takes what was told of the build, and the best title', () => {
    expect(run.build).toMatchObject({
      title: 'Shelves by author',
      agentVersion: '2.0.40',
      model: 'model-mid',
      cwd: '/home/dev/library',
      session: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
    });
  });

  it('has a turn for each thing the user said, and an end for each', () => {
    expect(run.of('user.message')).toMatchObject([
      { text: '/clear' },
      { text: 'Sort the shelves by author\nand tell me what is missing' },
      { text: 'Leave them. Here is the list:', images: 1 },
    ]);
    expect(run.of('turn.ended').map(({ outcome }) => outcome)).toEqual([
      'succeeded',
      'cancelled',
      'succeeded',
    ]);
  });

  it('keeps the list of the Task tools', () => {
    expect(run.build.todos).toMatchObject([
      { agentId: '1', text: 'Sort the shelves', activeText: 'Sorting the shelves', status: 'done' },
      { agentId: '2', text: 'List what is missing', status: 'pending' },
    ]);
    // The compaction resets nothing, and the update of a task that there is not changes nothing.
    expect(run.of('plan.updated')).toHaveLength(4);
    expect(run.tool('c7')).toMatchObject({ outcome: 'failed', error: 'No task found with ID: 9' });
  });

  it('hangs a sidechain on the call with its prompt', () => {
    const agent = run.nodes.findIndex((node) => node.key === 'tool:c4');
    expect(run.tool('c5')).toMatchObject({ parent: agent, outcome: 'succeeded' });
    expect(run.nodes.find((node) => node.key === 'text:s2/0')).toMatchObject({ parent: agent });
  });

  it('tells the compaction, its summary, pictures and rejections', () => {
    expect(run.of('notice').map(({ text }) => text.slice(0, 40))).toEqual([
      'Conversation compacted (auto, 155000 tok',
      'Summary of the conversation so far: This',
    ]);
    expect(run.tool('c8')).toMatchObject({ output: { as: 'image', mime: 'image/png' } });
    expect(run.tool('c9')).toMatchObject({ outcome: 'denied' });
  });

  it('takes the times of the records', () => {
    expect(run.of('user.message')[0]?.at).toBe(Date.parse('2026-03-01T09:00:02.000Z'));
  });

  it('gives no new event when it is read again', () => {
    const again = session(...fixtureRecords('claude-transcript.jsonl'));
    expect(again.read(...fixtureRecords('claude-transcript.jsonl'))).toEqual([]);
  });

  it('passes copied history over although it names another session, version and branch', () => {
    const again = session(...fixtureRecords('claude-transcript.jsonl'));
    const copies = fixtureRecords('claude-transcript.jsonl')
      .filter((copy) => typeof copy === 'object' && copy !== null && 'uuid' in copy)
      .map((copy) => ({ ...(copy as object), sessionId: 'other', version: '9', gitBranch: 'x' }));
    expect(again.read(...(copies as Json[]))).toEqual([]);
  });
});

describe('sub-agents', () => {
  const call = () => said('m1', use('a1', 'Task', { prompt: 'Count.', description: 'd' }));

  it('reads wrapped records within the call they name', () => {
    const wrapped = (uuid: string, type: string, message: Json) =>
      record('progress', {
        parentToolUseID: 'a1',
        data: { type: 'agent_progress', agentId: 'x', message: { type, uuid, message } },
      });
    const inner = wrapped('in1', 'assistant', { id: 'n1', content: [use('b1', 'Bash')] });
    const run = session(asked('go'), call(), inner);
    run.read(
      wrapped('in0', 'user', { content: [{ type: 'text', text: 'Count.' }] }),
      wrapped('in1', 'assistant', { id: 'n1', content: [use('b1', 'Bash')] }),
      wrapped('in2', 'user', {
        content: [{ type: 'tool_result', tool_use_id: 'b1', content: '3' }],
      }),
    );
    expect(run.tool('b1')).toMatchObject({ parent: 1, outcome: 'succeeded' });
    expect(run.of('tool.started')).toHaveLength(2);
    expect(run.of('user.message')).toHaveLength(1);
  });

  it('joins a sidecar by the id of the agent, and two sidechains by their prompts', () => {
    const run = session(
      asked('go'),
      said('m1', use('a1', 'Task', { prompt: 'One.' })),
      said('m1', use('a2', 'Task', { prompt: 'Two.' })),
      answered('a1', 'launched', { toolUseResult: { status: 'async_launched', agentId: 'x1' } }),
      said('n1', { type: 'text', text: 'first' }, { isSidechain: true, agentId: 'x1' }),
      asked('Two.', { isSidechain: true, uuid: 'root2', parentUuid: null }),
      said('n2', { type: 'text', text: 'second' }, { isSidechain: true, parentUuid: 'root2' }),
    );
    expect(run.of('text.appended').map(({ parent, text }) => [parent, text])).toEqual([
      ['a1', 'first'],
      ['a2', 'second'],
    ]);
  });

  it('reads a sidecar alone as a conversation', () => {
    const run = session(
      asked('Count.', { isSidechain: true, agentId: 'x' }),
      said('n1', use('b1', 'Bash', { command: 'ls' }), { isSidechain: true, agentId: 'x' }),
    );
    expect(run.of('user.message')).toMatchObject([{ text: 'Count.' }]);
    expect(run.tool('b1')).toMatchObject({ parent: null });
  });

  it('ends a background agent with the queued notice, once', () => {
    const notice =
      '<task-notification>\n<task-id>x1</task-id>\n<status>completed</status>\n' +
      '<summary>Agent "d" completed</summary>\n<result>Nine.</result>\n</task-notification>';
    const run = session(
      asked('go'),
      call(),
      answered('a1', 'launched', { toolUseResult: { status: 'async_launched', agentId: 'x1' } }),
    );
    expect(run.tool('a1')).toMatchObject({ outcome: null });
    run.read({ type: 'queue-operation', operation: 'enqueue', sessionId: 's1', content: notice });
    expect(run.tool('a1')).toMatchObject({ outcome: 'succeeded', output: { text: 'Nine.' } });
    expect(run.read(asked(notice)).map(({ kind }) => kind)).toEqual([]);
    expect(run.of('user.message')).toHaveLength(1);
  });

  it('finds out from TaskOutput that a background agent has ended', () => {
    const task = (status: string) => ({
      toolUseResult: { task: { task_id: 'x1', status, result: 'Nine.' } },
    });
    const run = session(
      asked('go'),
      call(),
      answered('a1', 'launched', { toolUseResult: { status: 'async_launched', agentId: 'x1' } }),
      said('m2', use('o1', 'TaskOutput', { task_id: 'x1' })),
      answered('o1', 'not yet', task('running')),
    );
    expect(run.tool('a1')).toMatchObject({ outcome: null });
    run.read(said('m3', use('o2', 'TaskOutput')), answered('o2', 'Nine.', task('completed')));
    expect(run.tool('a1')).toMatchObject({ outcome: 'succeeded' });
  });
});

describe('the Task tools', () => {
  const list = (...items: [string, string, string][]) => ({
    toolUseResult: { tasks: items.map(([id, subject, status]) => ({ id, subject, status })) },
  });

  it('deletes, renames, and makes up for what was missed', () => {
    const run = session(
      asked('go'),
      said('m1', use('l1', 'TaskList')),
      answered('l1', 'list', list(['1', 'one', 'in_progress'], ['2', 'two', 'pending'])),
      said('m2', use('d1', 'TaskUpdate', { taskId: '1', status: 'deleted' })),
      answered('d1', 'Updated task #1', { toolUseResult: { success: true, taskId: '1' } }),
      said('m3', use('r1', 'TaskUpdate', { taskId: '2', subject: 'Two!', status: 'completed' })),
      answered('r1', 'Updated task #2'),
      said('m4', use('u1', 'TaskUpdate', { taskId: '5', status: 'in_progress' })),
      answered('u1', 'Updated task #5'),
    );
    expect(run.of('plan.updated').at(-1)?.todos).toEqual([
      { id: '2', text: 'Two!', status: 'done' },
      { id: '5', text: 'Task #5', status: 'active' },
    ]);
    const updates = run.of('plan.updated').length;
    run.read(
      said('m5', use('l2', 'TaskList')),
      answered('l2', 'list', list(['2', 'Two!', 'completed'], ['5', 'Task #5', 'in_progress'])),
    );
    expect(run.of('plan.updated')).toHaveLength(updates);
  });

  it('reads the id from the text where the structured result is missing', () => {
    const run = session(
      asked('go'),
      said('m1', use('c1', 'TaskCreate', { subject: 'one' })),
      answered('c1', 'Task #4 created successfully: one'),
    );
    expect(run.build.todos).toMatchObject([{ agentId: '4', text: 'one' }]);
  });
});

describe('prompts', () => {
  it.each([
    ['<command-name>/cost</command-name><command-args>now</command-args>', '/cost now'],
    ['<bash-input>ls -l</bash-input>', '! ls -l'],
    ['Do it <system-reminder>be quick</system-reminder>', 'Do it'],
  ])('%s is %s', (raw, text) => {
    expect(session(asked(raw)).of('user.message')).toMatchObject([{ text }]);
  });

  it('hides what no user typed', () => {
    const run = session(
      asked('Caveat', { isMeta: true }),
      asked('<system-reminder>x</system-reminder>'),
      record('attachment', { attachment: { type: 'skill_listing' } }),
      { type: 'mode', mode: 'normal', sessionId: 's1' },
    );
    expect(run.events).toEqual([]);
  });

  it('ends the turn of a command that Claude Code runs by itself', () => {
    const run = session(
      asked('<command-name>/cost</command-name>'),
      asked('<local-command-stdout>\u001b[1mTotal: 2\u001b[0m</local-command-stdout>'),
    );
    expect(run.of('notice')).toMatchObject([{ text: 'Total: 2' }]);
    expect(run.build.turns).toMatchObject({ open: false, last: 'succeeded' });
  });

  it('takes the summary of its own conversation for a title before the prompt, a foreign one after', () => {
    const prompt = asked('First words');
    const run = session(
      { type: 'summary', summary: 'An older one', leafUuid: 'elsewhere' },
      prompt,
    );
    expect(run.build.title).toBe('First words');
    const leafUuid = (prompt as { uuid: string }).uuid;
    run.read({ type: 'summary', summary: 'This one', leafUuid });
    expect(run.build.title).toBe('This one');
  });
});

describe('trouble', () => {
  it('ends a turn that a limit stopped as failed', () => {
    const run = session(
      asked('go'),
      record('assistant', {
        isApiErrorMessage: true,
        error: 'rate_limit',
        message: {
          id: 'x',
          model: '<synthetic>',
          stop_reason: 'stop_sequence',
          content: [{ type: 'text', text: 'The limit is reached' }],
        },
      }),
    );
    expect(run.of('error')).toMatchObject([{ code: 'rate_limit' }]);
    expect(run.build.turns).toMatchObject({ open: false, last: 'failed' });
  });

  it('tells a retry in words, and keeps the headers of the answer to itself', () => {
    const run = session(
      asked('go'),
      record('system', {
        subtype: 'api_error',
        retryAttempt: 2,
        maxRetries: 10,
        error: {
          status: 529,
          headers: { cookie: 'secret' },
          error: { error: { message: 'busy' } },
        },
      }),
    );
    expect(run.of('error')).toMatchObject([
      { message: 'busy (retrying, attempt 2 of 10)', code: '529', recovering: true },
    ]);
    expect(JSON.stringify(run.events)).not.toContain('secret');
  });

  it('shows a reply that was written twice under two uuids once', () => {
    const text = { type: 'text', text: 'lol' };
    const run = session(asked('say it'), said('m1', text), said('m1', text));
    expect(run.of('text.appended')).toHaveLength(1);
  });

  it('grows the output of a command by what is new', () => {
    const progress = (fullOutput: string) =>
      record('progress', { parentToolUseID: 'c1', data: { type: 'bash_progress', fullOutput } });
    const run = session(
      asked('go'),
      said('m1', use('c1', 'Bash', { command: 'make' })),
      progress('one\n'),
      progress('one\n'),
      progress('one\ntwo\n'),
      progress('cleared\n'),
    );
    expect(run.of('tool.output')).toMatchObject([
      { delta: 'one\n' },
      { delta: 'two\n' },
      { output: { text: 'cleared\n' } },
    ]);
  });

  it('takes times as they are told, even when the clock jumps', () => {
    const run = session(
      asked('one', { timestamp: '2026-01-02T00:00:00.000Z' }),
      asked('two', { timestamp: '2025-01-02T00:00:00.000Z' }),
      asked('three', { timestamp: 'soon' }),
    );
    expect(run.of('user.message').map(({ at }) => at)).toEqual([
      Date.parse('2026-01-02T00:00:00.000Z'),
      Date.parse('2025-01-02T00:00:00.000Z'),
      1000,
    ]);
    expect(run.build.lastEventAt).toBe(Date.parse('2026-01-02T00:00:00.000Z'));
  });
});
