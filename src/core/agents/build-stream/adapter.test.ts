import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixtureRecords, Session } from '../../../../test/support/agents.ts';
import type { Json } from '../../build/content.ts';
import { detect } from '../registry.ts';
import { buildStream } from './adapter.ts';

const record = (type: string, more: { [key: string]: Json } = {}): Json => ({
  type,
  commandId: 'c',
  projectId: 'p',
  timestamp: '2026-11-20T10:00:00.000Z',
  ...more,
});
const frames = (...chunks: Json[]) =>
  chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
const stream = (...chunks: Json[]) => record('build-stream', { data: frames(...chunks) });
const call = (toolCallId: string, toolName: string, input: Json): Json => ({
  type: 'tool-input-available',
  toolCallId,
  toolName,
  input,
});
const output = (toolCallId: string, given: Json, more: { [key: string]: Json } = {}): Json => ({
  type: 'tool-output-available',
  toolCallId,
  output: given,
  ...more,
});
const session = (...records: Json[]) => {
  const started = new Session(buildStream);
  started.read(...records);
  return started;
};

it('reads a whole build', () => {
  const run = session(...fixtureRecords('build-stream.jsonl'));
  expect(run.of('unrecognised')).toEqual([]);
  expect(run.build).toMatchObject({
    title: 'Kite shop',
    agent: 'claude-code',
    turns: { count: 1, open: false, last: 'succeeded' },
    ended: { outcome: 'succeeded' },
  });
  expect(run.of('file.changed')).toMatchObject([{ path: '/w/frame.ts', call: 'c2' }]);
  expect(run.of('reasoning.appended')).toMatchObject([{ text: 'The sail is next.' }]);
  expect(run.end()).toEqual([]);
});

describe('what the service gets wrong', () => {
  it('keeps a failure that its stream lost', () => {
    const run = session(
      stream(call('a', 'Bash', {}), output('a', 'Exit code 1\nno')),
      stream(call('b', 'Edit', {}), output('b', '<tool_use_error>none</tool_use_error>')),
      stream(call('d', 'Bash', {}), output('d', 'x', { is_error: true })),
      stream(call('e', 'Bash', {}), output('e', 'Exit code 0 is fine')),
    );
    const outcomes = run.of('tool.ended').map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['failed', 'failed', 'failed', 'succeeded']);
    expect(run.tool('b')).toMatchObject({ error: 'none' });
  });

  it('ends no build because its messages or its TODOs are done', () => {
    const todos = (status: string): Json => ({ todos: [{ content: 'one', status }] });
    const run = session(
      stream({ type: 'start', messageId: 'm' }, call('a', 'TodoWrite', todos('completed'))),
      stream(output('a', 'ok'), { type: 'finish' }),
    );
    expect(run.build).toMatchObject({ ended: null, turns: { count: 1, open: true } });
    run.read(stream({ type: 'start', messageId: 'n' }, call('b', 'Bash', {})));
    expect(run.build).toMatchObject({ ended: null, turns: { count: 1, open: true } });
    expect(run.end()).toMatchObject([{ kind: 'build.ended', outcome: 'unknown' }]);
    run.read(record('build-failed', { error: 'no disk' }));
    expect(run.build).toMatchObject({ ended: { outcome: 'failed', reason: 'no disk' } });
  });

  it('hangs calls on the TODO that was active, and on none where none was', () => {
    const list = (...statuses: string[]): Json => ({
      todos: statuses.map((status, index) => ({ content: `t${index}`, status })),
    });
    const run = session(
      stream(call('first', 'Bash', {})),
      stream(call('p', 'TodoWrite', list('pending', 'in_progress', 'pending'))),
      stream(call('second', 'Bash', {})),
      stream(call('q', 'TodoWrite', { todos: [{ content: 't1', status: 'completed' }] })),
    );
    expect(run.tool('first')).toMatchObject({ todo: null });
    const { todos } = run.build;
    const key = todos.find(({ text }) => text === 't1')?.key;
    expect(run.tool('second')).toMatchObject({ todo: key });
  });

  it('does not read its marks out of prose', () => {
    const text = 'TODO_WRITE: {"todos":[{"content":"x","status":"pending"}]}';
    const run = session(stream({ type: 'text-delta', id: 't', delta: text }));
    expect(run.of('plan.updated')).toEqual([]);
    expect(run.of('text.appended')).toMatchObject([{ text }]);
  });

  it('keeps builds at once apart', () => {
    const sessionOf = buildStream.sessions?.();
    const of = (commandId: string, type: string, projectId = 'p'): Json => ({
      ...(record(type) as object),
      commandId,
      projectId,
    });
    const records = [
      of('a', 'build-stream'),
      of('b', 'build-stream', 'q'),
      of('a', 'build-progress'),
      of('server', 'port-detected'),
      of('server', 'log-chunk', 'q'),
      record('runner-status', { commandId: null, projectId: null }),
    ];
    expect(records.map((one) => sessionOf?.(one))).toEqual(['a', 'b', 'a', 'a', 'b', null]);
  });
});

it('puts frames together, however they were cut into messages', () => {
  const text = frames(
    { type: 'text-delta', id: 't', delta: 'é – one' },
    call('a', 'Bash', { command: 'x' }),
    output('a', 'done'),
  );
  const whole = session(record('build-stream', { data: text })).events;
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (at) => {
      const sorted = [...new Set([0, ...at, text.length])].sort((a, b) => a - b);
      const parts = sorted.slice(1).map((to, index) => text.slice(sorted[index], to));
      const run = session(...parts.map((data) => record('build-stream', { data })));
      expect(run.events).toEqual(whole);
    }),
  );
  const cut = session(record('build-stream', { data: text.slice(0, -20) }));
  expect(cut.end()).toMatchObject([{ kind: 'unrecognised' }, { kind: 'build.ended' }]);
});

it('is known by its own records, not by common words', () => {
  expect(detect([stream({ type: 'start' })])?.format).toBe('build-stream');
  expect(detect([record('ack')])?.format).toBe('build-stream');
  expect(detect([{ type: 'ack' }, { type: 'ack' }])).toBeNull();
  expect(session(record('ack')).read(record('build-stream', { data: 7 }))).toMatchObject([
    { kind: 'build.started' },
    { kind: 'unrecognised', reason: 'unknown shape of build-stream' },
  ]);
});
