import { describe, expect, it } from 'vitest';
import { fixtureRecords } from '../../../../test/support/agents.ts';
import { notify, session } from '../../../../test/support/codex.ts';
import type { Json } from '../../build/content.ts';
import { codexAppServer } from './app-server.ts';

const read = (...records: Json[]) => session(codexAppServer, ...records);
const command = { type: 'commandExecution', id: 'c', command: 'ls', status: 'inProgress' };
const asks = (id: number): Json => ({
  id,
  method: 'item/commandExecution/requestApproval',
  params: { threadId: 't', turnId: 't1', itemId: 'c', command: 'ls' },
});

describe('a whole connection', () => {
  const run = read(...fixtureRecords('codex-app-server.jsonl'));

  it('says what is known of the build', () => {
    expect(run.build).toMatchObject({
      title: 'A new sail',
      model: 'model-two',
      cwd: '/home/dev/loft',
      agentVersion: '0.150.0',
    });
  });

  it('streams, and tells nothing again when it is complete', () => {
    expect(run.of('text.appended').map(({ text }) => text)).toEqual(['The sail ', 'is sewn.']);
    expect(run.of('reasoning.appended').map(({ text }) => text)).toEqual(['Which ', 'cloth?']);
    expect(run.tool('call_1')).toMatchObject({
      target: 'make sail',
      output: { text: 'cut\nsewn ⛵\n' },
      exitCode: 0,
    });
    expect(run.of('user.message')).toMatchObject([{ text: 'Sew a sail', images: 1 }]);
  });

  it('tells changes of files with their diffs', () => {
    expect(run.of('file.changed')).toMatchObject([
      { path: '/home/dev/loft/mainsail.md', change: 'renamed', added: 1, removed: 1 },
      { path: '/home/dev/loft/old.md', change: 'deleted', removed: 1 },
    ]);
    expect(run.of('file.changed')[0]?.diff).toMatchObject({
      text: '--- /home/dev/loft/sail.md\n+++ /home/dev/loft/mainsail.md\n@@ -1 +1 @@\n-rag\n+sail\n',
    });
  });

  it('asks for attention, and has it', () => {
    expect(run.of('attention.requested')).toMatchObject([
      { id: 'request-0', reason: 'permission', text: 'make sail', call: 'call_1' },
    ]);
    expect(run.of('attention.cleared')).toHaveLength(1);
    expect(run.build.attention).toEqual([]);
  });
});

it('keeps the threads of a connection apart', () => {
  const ids = [
    notify('item/started', { item: command }),
    { id: 3, result: { thread: { id: 'u', turns: [] } } },
    { id: 4, result: {} },
    { method: 'codex/event/task_started', params: { conversationId: 'v', msg: {} } },
  ].map((record) => codexAppServer.session?.(record));
  expect(ids).toEqual(['t', 'u', null, 'v']);
});

it('clears a request that the answer, or the end of its call, settles', () => {
  const start = notify('item/started', { item: command });
  const answered = read(start, asks(7), { id: 7, result: { decision: 'accept' } });
  expect(answered.build.attention).toEqual([]);
  const declined = { ...command, status: 'declined' };
  const ended = read(start, asks(7), notify('item/completed', { item: declined }));
  expect(ended.build.attention).toEqual([]);
  expect(ended.tool('c')).toMatchObject({ outcome: 'denied' });
  expect(read(start, asks(7)).build.attention).toMatchObject([{ id: 'request-7' }]);
});

it('reads the history of a thread that is resumed, once', () => {
  const turn = {
    id: 'old',
    status: 'interrupted',
    items: [
      { type: 'userMessage', id: 'u', content: [{ type: 'text', text: 'hello' }] },
      { type: 'agentMessage', id: 'm', text: 'hi' },
    ],
  };
  const answer = { id: 1, result: { thread: { id: 't', turns: [turn] }, model: 'm' } };
  const run = read(answer, answer);
  expect(run.of('user.message')).toHaveLength(1);
  expect(run.of('turn.ended')).toMatchObject([{ outcome: 'cancelled' }]);
});

it('does not tell the events of the first protocol where the second tells them too', () => {
  const first = (type: string, more: { [key: string]: Json }): Json => ({
    method: `codex/event/${type}`,
    params: { conversationId: 't', id: 't1', msg: { type, ...more } },
  });
  const both = read(
    first('task_started', { turn_id: 't1' }),
    notify('turn/started', { turn: { id: 't1' } }),
    first('agent_message_delta', { delta: 'a' }),
    notify('item/agentMessage/delta', { itemId: 'm', delta: 'a' }),
  );
  expect(both.of('turn.started')).toHaveLength(1);
  expect(both.of('text.appended')).toHaveLength(1);
  expect(read(first('agent_message', { message: 'b' })).of('text.appended')).toHaveLength(1);
});

it('fails a turn with its error, and goes on where the server tries again', () => {
  const error = { message: 'over', codexErrorInfo: 'usageLimitExceeded' };
  const run = read(
    notify('turn/started', { turn: { id: 't1' } }),
    notify('error', { error: { message: 'lost' }, willRetry: true }),
    notify('error', { error, willRetry: false }),
    notify('turn/completed', { turn: { id: 't1', status: 'failed', error } }),
  );
  expect(run.of('error')).toMatchObject([
    { recovering: true },
    { message: 'over', code: 'usageLimitExceeded' },
  ]);
  expect(run.of('turn.ended')).toMatchObject([{ outcome: 'failed', reason: 'over' }]);
});

it('opens envelopes, with their times', () => {
  const run = read({
    ts: '2026-01-01T00:00:00.000Z',
    dir: 'in',
    msg: notify('item/started', { item: command }),
  });
  expect(run.of('tool.started')).toMatchObject([{ call: 'c', at: 1767225600000 }]);
});

it('keeps what it does not know', () => {
  const run = read(
    notify('item/sang', { song: 'la' }),
    notify('item/agentMessage/delta', { delta: 'x' }),
  );
  expect(run.of('unrecognised').map(({ reason }) => reason)).toEqual([
    'unknown method item/sang',
    'a piece without its item',
  ]);
});
