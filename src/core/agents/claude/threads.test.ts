import { describe, expect, it } from 'vitest';
import {
  answered,
  asked,
  record,
  said,
  session,
  use,
} from '../../../../test/support/claude-session.ts';
import type { Json } from '../../build/content.ts';

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
