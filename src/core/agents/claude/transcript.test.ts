import { describe, expect, it } from 'vitest';
import { fixtureRecords } from '../../../../test/support/agents.ts';
import { answered, asked, said, session, use } from '../../../../test/support/claude-session.ts';
import type { Json } from '../../build/content.ts';

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
