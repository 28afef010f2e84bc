import { describe, expect, it } from 'vitest';
import { documents, lines, stream, textOf } from '../../../../test/fixtures/agents/gemini.ts';
import { asJson, bytesOf, holdsFor } from '../../../../test/support/agent-properties.ts';
import { Session } from '../../../../test/support/agents.ts';
import type { Json } from '../../build/content.ts';
import { createFramer } from '../framing/framer.ts';
import { geminiSession, geminiStreamJson } from './adapters.ts';

const list = (value: unknown) => asJson(value) as Json[];
const inLines = (records: readonly Json[]) =>
  bytesOf(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
const recordsIn = (document: object) =>
  createFramer('document')
    .push(bytesOf(textOf(document)))
    .flatMap((one) => (one.kind === 'record' ? [one.value] : []));
const whole = documents[2] ?? {};

describe('a session as a document', () => {
  const bytes = bytesOf(textOf(whole));
  holdsFor({ adapter: geminiSession, bytes, records: recordsIn(whole), hasIds: true });
});

describe('a session as lines', () => {
  const records = list(lines);
  holdsFor({ adapter: geminiSession, bytes: inLines(records), records, hasIds: true });
});

describe('a stream', () => {
  const records = list(stream);
  holdsFor({ adapter: geminiStreamJson, bytes: inLines(records), records, hasIds: false });
});

describe('a session', () => {
  it.each([
    ['as a document', recordsIn(whole)],
    ['as a document on one line', list([whole])],
    ['as a document that was written anew', documents.flatMap(recordsIn)],
    ['as lines', list(lines)],
  ] as [string, Json[]][])('says the same %s', (_name, records) => {
    const session = new Session(geminiSession);
    session.read(...records);
    expect(session.of('unrecognised')).toEqual([]);
    expect(session.of('turn.started')).toMatchObject([{ turn: 'm1' }]);
    expect(session.of('user.message')).toMatchObject([
      { id: 'm1', text: 'Paint the fence – nicely', images: 1 },
    ]);
    expect(session.of('reasoning.appended')).toMatchObject([
      { text: '**Fences**\nThey want paint.' },
    ]);
    expect(session.of('text.appended').map(({ block, text }) => [block, text])).toEqual([
      ['m2', 'I begin.'],
      ['m3', 'The fence is green.'],
    ]);
    expect(session.of('tool.started').map(({ name }) => name)).toEqual([
      'write_todos',
      'write_file',
      'run_shell_command',
    ]);
    expect(session.of('tool.ended')).toMatchObject([
      { outcome: 'succeeded', output: { text: 'ok' } },
      { outcome: 'succeeded' },
      { outcome: 'failed', error: 'no such command' },
    ]);
    expect(session.of('plan.updated')).toHaveLength(1);
    expect(session.of('file.changed')).toMatchObject([
      { path: '/home/ada/fence.md', change: 'added', added: 2, removed: 0 },
    ]);
    expect(session.of('usage')).toMatchObject([
      { key: 'm3', input: 100, output: 35, cacheRead: 20, reasoning: 5 },
    ]);
    expect(session.of('notice')[0]).toMatchObject({ text: 'Warning: Little paint is left.' });
    expect(session.build).toMatchObject({
      title: 'Painting the fence',
      model: 'acorn-3',
      session: 'g1',
    });
    expect(session.end().at(-1)).toMatchObject({ kind: 'build.ended', outcome: 'succeeded' });
  });

  it('tells of a document that was written anew only what is new', () => {
    const session = new Session(geminiSession);
    const [one, two, three] = documents.map((document) => session.read(...recordsIn(document)));
    expect(one?.map(({ kind }) => kind)).toContain('tool.started');
    expect(two?.map(({ kind }) => kind)).toEqual([
      'tool.ended',
      'file.changed',
      'tool.started',
      'tool.ended',
    ]);
    expect(three?.map(({ kind }) => kind)).toEqual([
      'text.appended',
      'usage',
      'notice',
      'build.updated',
    ]);
  });

  it('takes a text that changed for the whole of it, and a prompt that was shortened for told', () => {
    const session = new Session(geminiSession);
    const message = (type: string, content: Json) => ({ id: 'x', timestamp: '', type, content });
    session.read(message('gemini', 'one'), message('gemini', [{ text: 'two' }]));
    expect(session.of('text.appended')).toMatchObject([
      { text: 'one', replace: true },
      { text: 'two', replace: true },
    ]);
    const prompt = (content: Json) => ({ ...message('user', content), id: 'p' });
    session.read(prompt('a long prompt'), prompt('[masked]'));
    session.read({ ...prompt([{ functionResponse: { id: 'c', response: {} } }]), id: 'answers' });
    expect(session.of('user.message').map(({ text }) => text)).toEqual(['a long prompt']);
  });

  it('knows a refusal, an interruption and a call that waits', () => {
    const session = new Session(geminiSession);
    const call = (id: string, status: string, error?: string) => ({
      id: `m${id}`,
      timestamp: '2026-01-01T00:00:00Z',
      type: 'gemini',
      content: '',
      toolCalls: [
        {
          id,
          name: 'run_shell_command',
          args: { command: 'x' },
          status,
          result: error === undefined ? null : [{ functionResponse: { response: { error } } }],
        },
      ],
    });
    const refused = '[Operation Cancelled] Reason: User did not allow tool call';
    session.read(call('a', 'awaiting_approval'), call('a', 'cancelled', refused));
    session.read(call('b', 'cancelled', 'User stopped it'), call('c', 'error', 'broke'));
    expect(session.of('attention.requested')).toMatchObject([{ id: 'a', call: 'a' }]);
    expect(session.of('attention.cleared')).toMatchObject([{ id: 'a' }]);
    const outcomes = session.of('tool.ended').map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['denied', 'interrupted', 'failed']);
  });

  it('takes a list back whose call failed, and keeps a picture', () => {
    const session = new Session(geminiSession);
    const message = (toolCalls: object[]) =>
      asJson({ id: 'm', timestamp: '', type: 'gemini', content: '', toolCalls });
    const todo = {
      id: 't',
      name: 'write_todos',
      args: { todos: [{ description: 'x', status: 'pending' }] },
    };
    session.read(message([{ ...todo, status: 'executing' }]));
    const image = [{ inlineData: { mimeType: 'image/png', data: 'AAAA' } }];
    session.read(
      message([
        { ...todo, status: 'error' },
        { id: 'r', name: 'read_file', status: 'success', result: image },
      ]),
    );
    expect(session.of('plan.updated').map(({ todos }) => todos.length)).toEqual([1, 0]);
    expect(session.of('tool.ended')[1]?.output).toEqual({
      as: 'image',
      mime: 'image/png',
      base64: 'AAAA',
    });
  });

  it('is not sure of the end of a turn that nothing answers', () => {
    const records = recordsIn(whole).slice(0, 3);
    const session = new Session(geminiSession);
    session.read(...records);
    expect(session.end().at(-1)).toMatchObject({ outcome: 'unknown' });
  });
});

describe('a stream of a run', () => {
  it('is a turn, with a plan, edits, errors and its figures', () => {
    const session = new Session(geminiStreamJson);
    session.read(...list(stream));
    expect(session.of('unrecognised')).toEqual([]);
    expect(session.build).toMatchObject({
      agent: 'Gemini CLI',
      session: 'g1',
      model: 'acorn-3',
    });
    expect(session.of('text.appended').map(({ block, text }) => [block, text])).toEqual([
      ['text-1', 'I '],
      ['text-1', 'begin.'],
      ['text-2', 'Done.'],
    ]);
    expect(session.of('tool.ended').map(({ outcome }) => outcome)).toEqual([
      'succeeded',
      'succeeded',
      'failed',
    ]);
    expect(session.of('file.changed')).toMatchObject([{ added: 1, removed: 1, call: 'replace-1' }]);
    expect(session.of('plan.updated')).toHaveLength(1);
    expect(session.of('notice')).toMatchObject([{ text: 'Loop detected' }]);
    expect(session.of('usage')).toMatchObject([
      { scope: 'turn', input: 100, output: 30, cacheRead: 20 },
    ]);
    expect(session.of('turn.ended')).toMatchObject([{ outcome: 'succeeded', durationMs: 9000 }]);
    expect(session.end()).toMatchObject([{ outcome: 'succeeded' }]);
  });

  it('fails with its error, and ends a call whose beginning was not seen', () => {
    const session = new Session(geminiStreamJson);
    session.read({ type: 'tool_result', tool_id: 'lost', status: 'success', output: 'x' });
    session.read({ type: 'result', status: 'error', error: { type: 'Fatal', message: 'no key' } });
    expect(session.tool('lost')).toMatchObject({ name: 'unknown', outcome: 'succeeded' });
    expect(session.of('error')).toMatchObject([{ message: 'no key', code: 'Fatal' }]);
    expect(session.of('turn.ended')).toMatchObject([{ outcome: 'failed', reason: 'no key' }]);
  });
});

it('the surroundings that open a session are no words of the user', () => {
  const session = new Session(geminiSession);
  const content = [{ text: '<session_context>\nToday is a day.\n</session_context>' }];
  session.read(
    { sessionId: 's', projectHash: 'p', startTime: '2026-11-20T10:00:00Z' },
    asJson({ id: 'm0', type: 'user', timestamp: '2026-11-20T10:00:00Z', content }),
    { id: 'm1', type: 'user', timestamp: '2026-11-20T10:00:01Z', content: 'Paint' },
  );
  expect(session.of('user.message').map(({ text }) => text)).toEqual(['Paint']);
  expect(session.build.title).toBe('Paint');
});
