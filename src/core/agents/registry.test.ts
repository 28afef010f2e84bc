import { describe, expect, it } from 'vitest';
import { documents, lines, stream } from '../../../test/fixtures/agents/gemini.ts';
import { events, exported, run } from '../../../test/fixtures/agents/opencode.ts';
import { asJson } from '../../../test/support/agent-properties.ts';
import { fixtureRecords } from '../../../test/support/agents.ts';
import type { Json } from '../build/content.ts';
import { adapterFor, adapters, detect, readRecord } from './registry.ts';

const listOf = (values: readonly unknown[]) => values.map(asJson);

describe('detecting a format', () => {
  it.each([
    ['claude-stream-json', fixtureRecords('claude-stream-json.jsonl')],
    ['claude-transcript', fixtureRecords('claude-transcript.jsonl')],
    ['claude-transcript', [{ type: 'summary', summary: 's', leafUuid: 'x' }]],
    ['ai-sdk-ui-stream', [{ type: 'start' }]],
    ['codex-rollout', fixtureRecords('codex-rollout.jsonl')],
    [
      'codex-rollout',
      [{ id: 'x', timestamp: '2025-08-01T00:00:00Z', instructions: null, git: {} }],
    ],
    ['codex-exec-json', fixtureRecords('codex-exec-json.jsonl')],
    ['codex-exec-json', [{ id: '0', msg: { type: 'task_started' } }]],
    ['codex-app-server', fixtureRecords('codex-app-server.jsonl')],
    ['codex-tui-log-legacy', fixtureRecords('codex-tui-log-legacy.jsonl')],
    ['opencode-events', listOf(events)],
    ['opencode-events', [{ type: 'server.connected', properties: {} }]],
    ['opencode-run', listOf(run)],
    ['opencode-export', listOf([{ info: exported.info }, ...exported.messages])],
    ['opencode-export', listOf(exported.messages)],
    ['opencode-export', listOf([exported])],
    ['gemini-stream-json', listOf(stream)],
    ['gemini-session', listOf(lines)],
    ['gemini-session', listOf([documents[0]])],
    [
      'ai-sdk-ui-stream',
      [
        { type: 'start', messageId: 'm' },
        { type: 'data-x', data: 1 },
      ],
    ],
  ] as [string, Json[]][])('knows %s by its first records', (format, records) => {
    expect(detect(records.slice(0, 1))?.format).toBe(format);
    expect(detect(records.slice(0, 20))?.format).toBe(format);
  });

  it.each([
    ['nothing', []],
    ['no object', [null, 1, 'x', []]],
    [
      'another format',
      [
        { kind: 'run', at: 1 },
        { kind: 'step', at: 2 },
      ],
    ],
    ['an error of anyone', [{ type: 'error', message: 'no' }]],
    ['a message of anyone', [{ type: 'message', role: 'user', content: 'hello' }]],
    ['a page of an API', [{ type: 'message', id: 'a', role: 'x' }, { info: { id: 'b' } }]],
    ['a document of something else', [{ name: 'x', version: '1', messages: [1] }]],
    ['records of many', [{ type: 'start' }, { x: 1 }, { y: 1 }]],
  ] as [string, Json[]][])('does not guess at %s', (_name, records) => {
    expect(detect(records)).toBeNull();
  });

  it('finds an adapter by its name', () => {
    expect(adapters.map(({ format }) => adapterFor(format)?.format)).toEqual(
      adapters.map(({ format }) => format),
    );
    expect(adapterFor('nonsense')).toBeNull();
  });
});

it('makes one unrecognised event of a record at which an adapter throws', () => {
  const faulty = {
    format: 'faulty',
    read: (): never => {
      throw new Error('oops');
    },
  };
  const step = readRecord(faulty, 7, { value: { a: 1 }, at: 5 });
  expect(step).toEqual({
    state: 7,
    events: [
      {
        kind: 'unrecognised',
        at: 5,
        format: 'faulty',
        reason: 'the adapter failed: oops',
        raw: { as: 'json', json: { a: 1 } },
      },
    ],
  });
});

it('makes one unrecognised event of what no schema would let pass, and keeps the rest', () => {
  const sound = { kind: 'notice', at: 1, text: 'fine' } as const;
  const faulty = {
    format: 'faulty',
    read: (state: number) => ({
      state,
      events: [sound, { kind: 'notice', at: -1, text: '' }] as const,
    }),
  };
  expect(readRecord(faulty, 7, { value: null, at: 5 }).events).toMatchObject([
    sound,
    { kind: 'unrecognised', reason: 'the adapter made invalid: notice' },
  ]);
});
