import { EventSchemas } from '@ag-ui/core/schemas';
import { describe, expect, it } from 'vitest';
import { fixtureDocument, Session } from '../../../../test/support/agents.ts';
import type { Json } from '../../build/content.ts';
import type { BuildEvent } from '../../build/event.ts';
import { createInspector } from '../inspect.ts';
import { agUi } from './adapter.ts';
import { patched } from './json-patch.ts';

const fixture = fixtureDocument('ag-ui.json');
const start = (runId: string): Json => ({ type: 'RUN_STARTED', threadId: 't', runId });
const finish = (runId: string, more: { [key: string]: Json } = {}): Json => ({
  type: 'RUN_FINISHED',
  threadId: 't',
  runId,
  ...more,
});
const session = (...records: Json[]) => {
  const started = new Session(agUi);
  started.read(...records);
  return started;
};

function inspected(text: string): BuildEvent[] {
  const events: BuildEvent[] = [];
  const inspector = createInspector({ onEvent: (event) => events.push(event) });
  inspector.push(new TextEncoder().encode(text));
  expect(inspector.finish()).toMatchObject({ format: 'ag-ui', badRecords: 0, unrecognised: 0 });
  return events;
}

describe('a thread of two runs', () => {
  const run = session(...fixture);

  it('is made of events that the official schemas accept', () => {
    for (const event of fixture)
      expect(EventSchemas.safeParse(event)).toMatchObject({ success: true });
  });

  it('tells turns, usage and what waits', () => {
    expect(run.of('unrecognised')).toEqual([]);
    expect(run.build).toMatchObject({
      session: 'th_1',
      model: 'model-large',
      title: 'Plan the garden',
      turns: { count: 2, open: false, last: 'failed' },
      usage: { total: { input: 60, output: 30, cacheRead: 40, reasoning: 5 } },
      attention: [],
    });
    expect(run.of('attention.requested')).toMatchObject([
      { id: 'i_1', reason: 'permission', text: 'Buy stone?' },
    ]);
    expect(run.end()).toMatchObject([{ kind: 'build.ended', outcome: 'failed' }]);
  });

  it('tells texts once, whether streamed or in a snapshot', () => {
    const texts = run.nodes.flatMap((node) => (node.kind === 'text' ? [node.text] : []));
    expect(texts).toEqual(['First the beds – then the paths.', 'No stone here.']);
    expect(run.of('user.message').map(({ text }) => text)).toEqual(['Plan the garden', 'Yes']);
    const thoughts = run.of('reasoning.appended').map(({ text }) => text);
    expect(thoughts).toEqual(['Beds ', 'first.']);
  });

  it('tells calls, those of a sub-agent under its caller', () => {
    expect(run.tool('c_1')).toMatchObject({
      target: 'beds',
      outcome: 'succeeded',
      output: { as: 'json', json: { depth: 2 } },
    });
    const parent = run.nodes.findIndex((node) => node.key === 'tool:c_2');
    expect(run.tool('c_3')).toMatchObject({ parent, outcome: 'failed', target: 'paths' });
    expect(run.tool('c_2')).toMatchObject({ output: { as: 'image', mime: 'image/png' } });
    expect(run.tool('c_4')).toMatchObject({ name: 'buy', outcome: 'failed', error: 'sold out' });
  });

  it('sees the plan in the state change', () => {
    expect(run.of('plan.updated').map(({ todos }) => todos.map(({ status }) => status))).toEqual([
      ['active', 'pending'],
      ['done', 'active'],
    ]);
  });

  it('is the same as an event stream, in lines and in a list', () => {
    const frames = fixture.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
    const lines = fixture.map((event) => JSON.stringify(event)).join('\n');
    const list = inspected(JSON.stringify(fixture));
    expect(inspected(`: ping\n\n${frames}`)).toEqual(list);
    expect(inspected(lines)).toEqual(list);
  });

  it('tells nothing of a run that is sent again', () => {
    expect(session(...fixture).read(...fixture.slice(0, -3))).toEqual([]);
  });
});

it('opens a stand-in for a sub-agent that no call asked for', () => {
  const run = session(
    start('r'),
    { type: 'SUBAGENT_STARTED', subagentRunId: 's', name: 'helper' },
    { type: 'TOOL_CALL_START', toolCallId: 'c', toolCallName: 'x', subagentRunId: 's' },
    { type: 'SUBAGENT_ERROR', subagentRunId: 's', message: 'lost' },
  );
  const parent = run.nodes.findIndex((node) => node.key === 'tool:subagent s');
  expect(run.tool('c')).toMatchObject({ parent });
  expect(run.tool('subagent s')).toMatchObject({ outcome: 'failed', error: 'lost' });
});

it('ends a turn that the next run overtakes, and one that was cancelled', () => {
  const run = session(start('a'), start('b'), finish('b', { outcome: { type: 'cancelled' } }));
  expect(run.of('turn.ended').map(({ outcome }) => outcome)).toEqual(['cancelled', 'cancelled']);
});

it('takes chunks without ids, thinking of old and words of the user', () => {
  const run = session(
    start('a'),
    { type: 'TEXT_MESSAGE_CHUNK', messageId: 'm', role: 'user', delta: 'ple' },
    { type: 'TEXT_MESSAGE_CHUNK', delta: 'ase' },
    { type: 'THINKING_TEXT_MESSAGE_START' },
    { type: 'THINKING_TEXT_MESSAGE_CONTENT', delta: 'hm' },
    { type: 'THINKING_TEXT_MESSAGE_END' },
    { type: 'TOOL_CALL_CHUNK', toolCallId: 'c', toolCallName: 'x', delta: '{"todos":' },
    { type: 'TOOL_CALL_CHUNK', delta: '[{"content":"one","status":"pending"}]}' },
    finish('a'),
  );
  expect(run.of('user.message')).toMatchObject([{ text: 'please' }]);
  expect(run.of('reasoning.appended')).toMatchObject([{ text: 'hm' }]);
  expect(run.of('plan.updated')).toMatchObject([{ todos: [{ text: 'one' }] }]);
});

it('keeps a patch that does not fit its state, and what it does not know', () => {
  const odd: Json[] = [
    { type: 'STATE_DELTA', delta: [{ op: 'remove', path: 'x' }] },
    { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm' },
    { type: 'TELEPATHY' },
  ];
  for (const raw of odd) {
    expect(session(start('a')).read(raw)).toMatchObject([
      { kind: 'unrecognised', raw: { json: raw } },
    ]);
  }
});

describe('JSON patches', () => {
  it.each<[string, Json, Json[], Json | undefined]>([
    ['add to a list', { a: [1, 3] }, [{ op: 'add', path: '/a/1', value: 2 }], { a: [1, 2, 3] }],
    ['append', { a: [1] }, [{ op: 'add', path: '/a/-', value: 2 }], { a: [1, 2] }],
    [
      'replace within',
      { a: { 'b/c': 1 } },
      [{ op: 'replace', path: '/a/b~1c', value: 2 }],
      { a: { 'b/c': 2 } },
    ],
    ['remove', { a: 1, b: 2 }, [{ op: 'remove', path: '/a' }], { b: 2 }],
    ['move', { a: 1 }, [{ op: 'move', from: '/a', path: '/b' }], { b: 1 }],
    ['copy', { a: [1] }, [{ op: 'copy', from: '/a', path: '/b' }], { a: [1], b: [1] }],
    ['the whole', { a: 1 }, [{ op: 'add', path: '', value: 7 }], 7],
    ['nowhere', {}, [{ op: 'add', path: '/a/b', value: 1 }], undefined],
    ['past the end', [1], [{ op: 'add', path: '/5', value: 1 }], undefined],
  ])('%s', (_name, value, patch, expected) => {
    expect(patched(value, patch)?.value).toEqual(expected);
  });

  it('takes a key for a key', () => {
    const next = patched({}, [{ op: 'add', path: '/__proto__', value: { bad: true } }]);
    expect(({} as { bad?: boolean }).bad).toBeUndefined();
    expect(Object.keys(next?.value ?? {})).toEqual(['__proto__']);
  });
});

it('tells what a call changed from its arguments, when it has succeeded', () => {
  const call = (toolCallId: string, content: string): Json[] => [
    { type: 'TOOL_CALL_START', toolCallId, toolCallName: 'edit_file' },
    {
      type: 'TOOL_CALL_ARGS',
      toolCallId,
      delta: JSON.stringify({ path: 'beds.md', old_str: 'dry', new_str: 'dug' }),
    },
    { type: 'TOOL_CALL_END', toolCallId },
    { type: 'TOOL_CALL_RESULT', messageId: `m ${toolCallId}`, toolCallId, content },
  ];
  const run = session(start('r'), ...call('a', 'done'), ...call('b', '{"isError":true}'));
  expect(run.of('file.changed')).toMatchObject([
    { path: 'beds.md', added: 1, removed: 1, diff: { as: 'text' }, call: 'a' },
  ]);
});
