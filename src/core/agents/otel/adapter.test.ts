import { describe, expect, it } from 'vitest';
import { fixtureRecords, Session } from '../../../../test/support/agents.ts';
import type { Json } from '../../build/content.ts';
import { objectOf } from '../json.ts';
import { detect } from '../registry.ts';
import { Sessions } from '../sessions.ts';
import { otelGenAi } from './adapter.ts';

const attributes = (given: { [key: string]: string | number | boolean }): Json =>
  Object.entries(given).map(([key, value]) => ({
    key,
    value:
      typeof value === 'string'
        ? { stringValue: value }
        : typeof value === 'boolean'
          ? { boolValue: value }
          : Number.isInteger(value)
            ? { intValue: String(value) }
            : { doubleValue: value },
  }));
const span = (
  spanId: string,
  parentSpanId: string,
  operation: string,
  given: { [key: string]: string | number } = {},
  more: { [key: string]: Json } = {},
): Json => ({
  traceId: 't',
  spanId,
  parentSpanId,
  name: `${operation} x`,
  startTimeUnixNano: '1795000000000000000',
  endTimeUnixNano: '1795000001000000000',
  attributes: attributes({ 'gen_ai.operation.name': operation, ...given }),
  ...more,
});
const spans = (...given: Json[]): Json => ({
  resourceSpans: [{ resource: {}, scopeSpans: [{ spans: given }] }],
});
const log = (name: string, given: { [key: string]: string | number | boolean }): Json => ({
  resourceLogs: [
    {
      resource: { attributes: attributes({ 'service.name': 'claude-code' }) },
      scopeLogs: [
        {
          logRecords: [
            {
              timeUnixNano: '1795000000000000000',
              body: { stringValue: name },
              attributes: attributes({ 'session.id': 's', ...given }),
            },
          ],
        },
      ],
    },
  ],
});
const session = (...records: Json[]) => {
  const started = new Session(otelGenAi);
  started.read(...records);
  return started;
};

describe('spans', () => {
  const run = session(...fixtureRecords('otel-genai.jsonl'));

  it('tell a turn, its words and its usage', () => {
    expect(run.of('unrecognised')).toEqual([]);
    expect(run.build).toMatchObject({
      agent: 'Ferry',
      model: 'model-large-1',
      session: 'conv_7',
      title: 'Cross the river',
      turns: { count: 1, open: false, last: 'succeeded' },
      usage: { total: { input: 60, cacheRead: 40, output: 20 } },
    });
    expect(run.of('reasoning.appended')).toMatchObject([{ text: 'It is wide.' }]);
    expect(run.of('plan.updated')).toHaveLength(1);
    expect(run.end()).toMatchObject([{ kind: 'build.ended', outcome: 'succeeded' }]);
  });

  it('tell calls once, those of an agent within another under it', () => {
    expect(run.of('tool.started').map(({ call }) => call)).toHaveLength(5);
    const parent = run.nodes.findIndex((node) => node.key === 'tool:agent a000000000000005');
    expect(run.tool('call_3')).toMatchObject({ parent, outcome: 'failed', error: 'the oar broke' });
    expect(run.of('file.changed')).toMatchObject([{ path: 'log.txt', change: 'added', added: 1 }]);
  });

  it('tell nothing when they are sent again', () => {
    const again = session(...fixtureRecords('otel-genai.jsonl'));
    expect(again.read(...fixtureRecords('otel-genai.jsonl'))).toEqual([]);
  });

  it('are read in one document as in many', () => {
    const all = fixtureRecords('otel-genai.jsonl').map(
      (record) => (record as { resourceSpans: Json[] }).resourceSpans,
    );
    const one = session({ resourceSpans: all.flat() });
    expect(one.of('tool.started')).toHaveLength(5);
    expect(one.build.turns).toMatchObject({ count: 1, open: false });
  });

  it('end a turn that failed as failed, and open none for what comes late', () => {
    const root = span('r', '', 'invoke_agent', {}, { status: { code: 2, message: 'sunk' } });
    const late = session(spans(root), spans(span('c', 'r', 'execute_tool')));
    expect(late.of('turn.ended')).toMatchObject([{ outcome: 'failed', reason: 'sunk' }]);
    expect(late.build.turns).toMatchObject({ count: 1, open: false });
    expect(late.tool('c')).toMatchObject({ outcome: 'succeeded', durationMs: 1000 });
  });

  it('of a call without an id are of the call that the model asked for', () => {
    const output = JSON.stringify([
      { role: 'assistant', parts: [{ type: 'tool_call', id: 'c', name: 'look', arguments: {} }] },
    ]);
    const run2 = session(
      spans(span('m', 'r', 'chat', { 'gen_ai.output.messages': output })),
      spans(span('e', 'r', 'execute_tool', { 'gen_ai.tool.name': 'look' })),
    );
    expect(run2.of('tool.started')).toHaveLength(1);
    expect(run2.tool('c')).toMatchObject({ outcome: 'succeeded' });
  });

  it('keep an operation that is not known, and pass over other conventions', () => {
    const run3 = session(spans(span('a', 'r', 'dream'), span('b', 'r', 'chat')));
    expect(run3.of('unrecognised')).toMatchObject([{ reason: 'unknown span dream x' }]);
    const http = { traceId: 't', spanId: 'h', parentSpanId: 'r', name: 'GET', attributes: [] };
    expect(run3.read(spans(http))).toEqual([]);
  });
});

describe('events of agents', () => {
  it('tell prompts, cost, calls and errors', () => {
    const run = session(
      log('claude_code.user_prompt', { prompt_length: 5 }),
      log('claude_code.api_request', { model: 'm', cost_usd: 0.25, input_tokens: 3 }),
      log('claude_code.api_request', { model: 'm', cost_usd: 0.5, output_tokens: 4 }),
      log('claude_code.tool_result', { tool_name: 'Bash', success: 'false', error: 'no' }),
      log('claude_code.api_error', { error: 'busy', status_code: 529 }),
      log('claude_code.tool_decision', { tool_name: 'Edit', decision: 'reject' }),
    );
    expect(run.of('unrecognised')).toEqual([]);
    expect(run.build).toMatchObject({ session: 's', model: 'm', usage: { costUsd: 0.75 } });
    expect(run.tool('log 1')).toMatchObject({ name: 'Bash', outcome: 'failed', error: 'no' });
    expect(run.of('error')).toMatchObject([{ message: 'busy', code: '529', recovering: true }]);
    expect(run.of('notice')).toMatchObject([{ text: 'Edit: reject' }]);
  });

  it('are kept where they are not known', () => {
    expect(session(log('claude_code.dream', {})).of('unrecognised')).toHaveLength(1);
  });
});

it('gives a document to its conversation, by its trace where it names none', () => {
  const sessionOf = otelGenAi.sessions?.();
  const named = spans(span('a', '', 'chat', { 'gen_ai.conversation.id': 'c' }));
  expect([named, spans(span('b', 'a', 'chat'))].map((one) => sessionOf?.(one))).toEqual(['c', 'c']);
});

it('takes a document apart into its conversations, with what belongs to their traces', () => {
  const named = (trace: string, id: string, conversation: string) => ({
    ...objectOf(span(id, '', 'chat', { 'gen_ai.conversation.id': conversation })),
    traceId: trace,
  });
  const inTrace = (trace: string, id: string) => ({
    ...objectOf(span(id, 'x', 'chat')),
    traceId: trace,
  });
  const [first, second, third, fourth] = [
    named('t1', 'a', 'one'),
    named('t2', 'b', 'two'),
    inTrace('t2', 'c'),
    inTrace('t3', 'd'),
  ];
  const document = {
    resourceSpans: [
      {
        resource: { attributes: [] },
        scopeSpans: [{ scope: { name: 's' }, spans: [first, second] }],
      },
      { resource: {}, scopeSpans: [{ spans: [third] }, { spans: [fourth] }] },
    ],
  };
  const sessions = new Sessions(otelGenAi);
  const readings = sessions.read(document, 9, 1000);
  expect(readings.map(({ session, end }) => [session, end])).toEqual([
    ['one', 9],
    ['two', 9],
    ['t3', 9],
  ]);
  expect(otelGenAi.split?.(document)[1]).toEqual({
    resourceSpans: [
      { resource: { attributes: [] }, scopeSpans: [{ scope: { name: 's' }, spans: [second] }] },
      { resource: {}, scopeSpans: [{ spans: [third] }] },
    ],
  });
  expect(sessions.read(document, 18, 1000).flatMap(({ events }) => events)).toEqual([]);
  const metrics = { resourceMetrics: [] };
  expect(otelGenAi.split?.(metrics)).toEqual([metrics]);
});

it('passes over an event that is sent again', () => {
  const said = log('claude_code.user_prompt', { prompt: 'Hello', 'event.sequence': 1 });
  expect(session(said, said).of('user.message')).toHaveLength(1);
});

it('is known where one span is of its conventions', () => {
  const http = spans({ traceId: 't', spanId: 'h', name: 'GET', attributes: [] });
  expect(detect([http])).toBeNull();
  expect(detect([http, spans(span('a', '', 'chat'))])?.format).toBe('otel-genai');
  expect(session(spans()).read({ resourceMetrics: [] })).toEqual([]);
});
