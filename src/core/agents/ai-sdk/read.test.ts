import { describe, expect, it } from 'vitest';
import { Session } from '../../../../test/support/agents.ts';
import type { Json } from '../../build/content.ts';
import { aiSdkUiStream } from './adapter.ts';

const session = (...chunks: Json[]) => {
  const started = new Session(aiSdkUiStream);
  started.read(...chunks);
  return started;
};

describe('the rarer chunks', () => {
  const start = { type: 'start', messageId: 'm1' };
  const input = {
    type: 'tool-input-available',
    toolCallId: 'c1',
    toolName: 'rm',
    input: { path: 'x' },
  };

  it('asks for approval until the call is answered', () => {
    const run = session(start, input, {
      type: 'tool-approval-request',
      approvalId: 'a1',
      toolCallId: 'c1',
    });
    expect(run.build.attention).toMatchObject([{ id: 'a1', reason: 'permission', text: 'rm: x' }]);
    run.read({ type: 'finish' });
    expect(run.build.attention).toHaveLength(1);
    run.read(start, { type: 'tool-output-denied', toolCallId: 'c1' });
    expect(run.build.attention).toEqual([]);
    expect(run.tool('c1')).toMatchObject({ outcome: 'denied' });
  });

  it('ends a turn that was aborted, and one that never was finished', () => {
    const run = session(start, { type: 'abort', reason: 'stop' });
    expect(run.of('turn.ended')).toMatchObject([{ outcome: 'cancelled', reason: 'stop' }]);
    const cut = session(start, input);
    expect(cut.end()).toMatchObject([{ outcome: 'unknown' }]);
    cut.read({ type: 'start', messageId: 'm2' });
    expect(cut.build.turns).toMatchObject({ count: 2, open: true, last: 'cancelled' });
  });

  it('takes an output before its call, a second output, and work outside of a message', () => {
    const output = { type: 'tool-output-available', toolCallId: 'c1', output: 'gone' };
    const run = session(output, output, input);
    expect(run.of('tool.ended')).toHaveLength(1);
    expect(run.tool('c1')).toMatchObject({ name: 'rm', target: 'x', outcome: 'succeeded' });
    run.read({ type: 'text-delta', id: '9', delta: 'hi' });
    expect(run.of('text.appended')).toMatchObject([{ block: 'm0/0/9', text: 'hi' }]);
  });

  it('takes a plan back when its call failed, and an output that says it is an error as one', () => {
    const plan = (id: string, content: string) => ({
      type: 'tool-input-available',
      toolCallId: id,
      toolName: 'any_name',
      input: { todos: [{ content, status: 'pending' }] },
    });
    const run = session(start, plan('p1', 'one'), plan('p2', 'two'));
    run.read({ type: 'tool-output-available', toolCallId: 'p2', output: { isError: true } });
    expect(run.tool('p2')).toMatchObject({ outcome: 'failed' });
    expect(run.of('plan.updated').at(-1)?.todos).toMatchObject([{ text: 'one' }]);
  });

  it('makes exactly one unrecognised event of what it does not know, raw', () => {
    const odd: Json[] = [
      { type: 'telepathy' },
      { type: 'text-delta', id: '1' },
      { type: 'tool-input-start', toolCallId: '', toolName: 'x' },
      { type: 'data-x', id: 7, data: 1 },
      { no: 'type' },
      null,
    ];
    for (const raw of odd) {
      const fresh = session(start).read(raw);
      expect(fresh).toEqual([
        expect.objectContaining({ kind: 'unrecognised', raw: { as: 'json', json: raw } }),
      ]);
    }
  });
});
