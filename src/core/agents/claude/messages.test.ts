import { describe, expect, it } from 'vitest';
import { base, init, said, session, use } from '../../../../test/support/stream-json.ts';
import type { Json } from '../../build/content.ts';

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
