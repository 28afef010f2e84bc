import { describe, expect, it } from 'vitest';
import { fixtureRecords } from '../../../../test/support/agents.ts';
import { session } from '../../../../test/support/codex.ts';
import type { Json } from '../../build/content.ts';
import { codexExecJson } from './exec-json.ts';

const read = (...records: Json[]) => session(codexExecJson, ...records);
const item = (phase: string, fields: { [key: string]: Json }): Json => ({
  type: `item.${phase}`,
  item: fields,
});
const thread = { type: 'thread.started', thread_id: 't' };
const turn = { type: 'turn.started' };

describe('a whole run', () => {
  const run = read(...fixtureRecords('codex-exec-json.jsonl'));

  it('ends each call as its item says', () => {
    const ends = run.of('tool.ended').map((end) => `${end.call} ${end.outcome}`);
    expect(ends).toEqual([
      'item_3 succeeded',
      'item_4 succeeded',
      'item_5 failed',
      'item_6 succeeded',
      'item_7 succeeded',
      'item_8 denied',
      // A second process counts its items from the beginning.
      '2/item_0 failed',
    ]);
    expect(run.tool('item_3')).toMatchObject({
      target: 'mend net',
      output: { text: 'one knot\ntwo knots\n' },
    });
    expect(run.tool('item_6')).toMatchObject({ target: 'knots' });
  });

  it('guesses the active item while the turn goes on', () => {
    expect(run.of('plan.updated').map(({ todos }) => todos.map(({ status }) => status))).toEqual([
      ['active', 'pending'],
      ['done', 'active'],
      ['done', 'done'],
    ]);
  });

  it('tells a failure once, and retries as what they are', () => {
    expect(run.of('error').map(({ message, recovering }) => [message, recovering])).toEqual([
      ['The setting `nets` is no more; `net` is used.', true],
      ['Reconnecting... 1/5', true],
      ['the quota is used up', undefined],
    ]);
    expect(run.of('turn.ended')).toMatchObject([{ outcome: 'succeeded' }, { outcome: 'failed' }]);
    expect(run.build.usage.total).toMatchObject({ input: 1000, cacheRead: 4000, output: 300 });
  });
});

it('ends a turn of a process that said nothing when the next one comes', () => {
  const run = read(
    thread,
    turn,
    item('completed', { id: 'item_0', type: 'agent_message', text: 'a' }),
    thread,
    turn,
  );
  expect(run.of('turn.ended')).toMatchObject([{ outcome: 'unknown', reason: 'the process ended' }]);
  run.read(item('completed', { id: 'item_0', type: 'agent_message', text: 'b' }));
  expect(run.of('text.appended')).toMatchObject([{ text: 'a' }, { block: '2/item_0', text: 'b' }]);
});

it('streams a message that is updated, and completes it', () => {
  const message = (phase: string, text: string) =>
    item(phase, { id: 'item_0', type: 'agent_message', text });
  const run = read(
    thread,
    turn,
    message('started', 'one'),
    message('updated', 'one two'),
    message('completed', 'one two!'),
  );
  expect(run.of('text.appended').map(({ text }) => text)).toEqual(['one', ' two', '!']);
});

it('leaves the list without an active item when the turn is over', () => {
  const list = (phase: string) =>
    item(phase, { id: 'item_0', type: 'todo_list', items: [{ text: 'a', completed: false }] });
  const run = read(thread, turn, list('started'), list('completed'));
  expect(run.build.todos).toMatchObject([{ status: 'pending' }]);
});

it('takes a call that the end of the turn completed as interrupted', () => {
  const fields = { id: 'i', type: 'command_execution', command: 'x', status: 'in_progress' };
  const run = read(thread, item('started', fields), item('completed', fields));
  expect(run.of('tool.ended')).toMatchObject([{ outcome: 'interrupted' }]);
});

it('keeps what it does not know', () => {
  const odd = item('completed', { id: 'i', type: 'telepathy', text: 'hm' });
  const run = read(thread, odd, { type: 'turn.paused' }, { type: 'item.completed' });
  expect(run.of('unrecognised').map(({ reason }) => reason)).toEqual([
    'unknown item telepathy',
    'unknown type turn.paused',
    'an item without a type',
  ]);
  expect(run.of('unrecognised')[0]).toMatchObject({ raw: { json: odd } });
});

it('reads `item_type`, and the events of before 0.44', () => {
  const first = read(
    thread,
    item('completed', {
      id: 'i',
      item_type: 'command_execution',
      command: 'ls',
      exit_code: 0,
      output: 'x',
      status: 'completed',
    }),
  );
  expect(first.tool('i')).toMatchObject({ name: 'command_execution', output: { text: 'x' } });
  const older = read(
    { model: 'm', workdir: '/w', provider: 'p' },
    { prompt: 'hello' },
    { id: '0', msg: { type: 'task_started' } },
    { id: '0', msg: { type: 'agent_message', message: 'bye' } },
    { id: '0', msg: { type: 'task_complete', last_agent_message: 'bye' } },
  );
  expect(older.build).toMatchObject({ model: 'm', cwd: '/w', title: 'hello' });
  expect(older.of('turn.ended')).toMatchObject([{ outcome: 'succeeded' }]);
});
