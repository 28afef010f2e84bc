import {
  createUIMessageStream,
  createUIMessageStreamResponse,
  jsonSchema,
  stepCountIs,
  streamText,
  tool,
} from 'ai';
import { MockLanguageModelV3, simulateReadableStream } from 'ai/test';
import { describe, expect, it } from 'vitest';
import { Session } from '../../../../test/support/agents.ts';
import type { Json } from '../../build/content.ts';
import { createSseFramer } from '../framing/sse.ts';
import { createInspector } from '../inspect.ts';
import { aiSdkUiStream } from './adapter.ts';

const session = (...chunks: Json[]) => {
  const started = new Session(aiSdkUiStream);
  started.read(...chunks);
  return started;
};

/** What a server that uses the package sends for these steps of a model. */
async function served(...steps: readonly (readonly ModelPart[])[]): Promise<Uint8Array> {
  let step = 0;
  const model = new MockLanguageModelV3({
    doStream: () => {
      const chunks = [...(steps[step] ?? [])];
      step += 1;
      return Promise.resolve({ stream: simulateReadableStream({ chunks }) });
    },
  });
  const result = streamText({
    model,
    prompt: 'Water the garden',
    onError: () => undefined,
    stopWhen: stepCountIs(steps.length),
    tools: {
      TodoWrite: tool({
        inputSchema: jsonSchema<{ todos: unknown[] }>({ type: 'object' }),
        execute: () => 'noted',
      }),
      water: tool({
        inputSchema: jsonSchema<{ path: string }>({ type: 'object' }),
        async *execute() {
          yield 'half';
          await Promise.resolve();
          yield { litres: 4 };
        },
      }),
      dig: tool({
        inputSchema: jsonSchema<{ depth: number }>({ type: 'object' }),
        execute: (): Promise<string> => Promise.reject(new Error('rock')),
      }),
    },
  });
  const response = result.toUIMessageStreamResponse({
    sendReasoning: true,
    onError: (error) => (error instanceof Error ? error.message : String(error)),
    messageMetadata: ({ part }) =>
      part.type === 'finish' ? { totalUsage: part.totalUsage, model: 'mock-model' } : undefined,
  });
  return new Uint8Array(await response.arrayBuffer());
}

type Stream = Awaited<ReturnType<MockLanguageModelV3['doStream']>>['stream'];
type ModelPart = Stream extends ReadableStream<infer Part> ? Part : never;

const finish = (reason: 'stop' | 'tool-calls'): ModelPart => ({
  type: 'finish',
  finishReason: { unified: reason, raw: reason },
  usage: {
    inputTokens: { total: 10, noCache: 6, cacheRead: 4, cacheWrite: undefined },
    outputTokens: { total: 7, text: 5, reasoning: 2 },
  },
});
const calls = (toolCallId: string, toolName: string, input: unknown): ModelPart => ({
  type: 'tool-call',
  toolCallId,
  toolName,
  input: JSON.stringify(input),
});
const text = (id: string, ...deltas: string[]): ModelPart[] => [
  { type: 'text-start', id },
  ...deltas.map((delta): ModelPart => ({ type: 'text-delta', id, delta })),
  { type: 'text-end', id },
];

function recordsOf(bytes: Uint8Array): Json[] {
  const framer = createSseFramer();
  const framed = [...framer.push(bytes), ...framer.finish()];
  expect(framed.at(-1)?.kind).toBe('done');
  expect(framed.filter(({ kind }) => kind === 'bad')).toEqual([]);
  return framed.flatMap((item) => (item.kind === 'record' ? [item.value] : []));
}

describe('a stream served by the package', () => {
  const todos = [
    { content: 'water the roses', status: 'in_progress' },
    { content: 'dig', status: 'pending' },
  ];
  const bytes = served(
    [
      { type: 'reasoning-start', id: 'r' },
      { type: 'reasoning-delta', id: 'r', delta: 'Dry soil.' },
      { type: 'reasoning-end', id: 'r' },
      ...text('0', 'First ', 'the list.'),
      { type: 'tool-input-start', id: 'c1', toolName: 'TodoWrite' },
      { type: 'tool-input-delta', id: 'c1', delta: '{"todos":' },
      { type: 'tool-input-end', id: 'c1' },
      calls('c1', 'TodoWrite', { todos }),
      calls('c2', 'water', { path: 'roses' }),
      finish('tool-calls'),
    ],
    [
      ...text('0', 'Now the hole.'),
      calls('c3', 'dig', { depth: 2 }),
      calls('c4', 'fly', {}),
      finish('tool-calls'),
    ],
    [...text('0', 'Done.'), finish('stop')],
  );

  it('is read without anything unrecognised', async () => {
    const run = session(...recordsOf(await bytes));
    expect(run.of('unrecognised')).toEqual([]);
    expect(run.build).toMatchObject({
      agent: 'AI SDK',
      model: 'mock-model',
      turns: { count: 1, open: false, last: 'succeeded' },
    });
    expect(run.end()).toMatchObject([{ kind: 'build.ended', outcome: 'succeeded' }]);
  });

  it('keeps blocks of the same id in different steps apart', async () => {
    const run = session(...recordsOf(await bytes));
    const texts = run.nodes.flatMap((node) => (node.kind === 'text' ? [node.text] : []));
    expect(texts).toEqual(['First the list.', 'Now the hole.', 'Done.']);
    expect(run.of('reasoning.appended')).toMatchObject([{ text: 'Dry soil.' }]);
  });

  it('tells tools: input, preliminary and final output, failures', async () => {
    const run = session(...recordsOf(await bytes));
    expect(run.tool('c1')).toMatchObject({ name: 'TodoWrite', outcome: 'succeeded' });
    expect(run.tool('c2')).toMatchObject({
      target: 'roses',
      outcome: 'succeeded',
      output: { as: 'json', json: { litres: 4 } },
    });
    expect(run.of('tool.output')).toMatchObject([
      { call: 'c2', output: { as: 'text', text: 'half' } },
      { call: 'c2', output: { as: 'json', json: { litres: 4 } } },
    ]);
    expect(run.tool('c3')).toMatchObject({ outcome: 'failed', error: 'rock' });
    // A tool that there is not: `tool-input-error`, and `tool-output-error` after it.
    expect(run.tool('c4')).toMatchObject({ name: 'fly', outcome: 'failed' });
    expect(run.of('tool.ended')).toHaveLength(4);
  });

  it('reads a plan out of the input of a tool, and usage out of the metadata', async () => {
    const run = session(...recordsOf(await bytes));
    expect(run.of('plan.updated')).toMatchObject([
      {
        todos: [
          { text: 'water the roses', status: 'active' },
          { text: 'dig', status: 'pending' },
        ],
      },
    ]);
    expect(run.build.usage.total).toEqual({
      input: 18,
      output: 21,
      cacheRead: 12,
      cacheWrite: 0,
      reasoning: 6,
    });
  });

  it('is inspected', async () => {
    const inspector = createInspector();
    for (const byte of await bytes) inspector.push(Uint8Array.of(byte));
    expect(inspector.finish()).toMatchObject({
      format: 'ai-sdk-ui-stream',
      toolCalls: 4,
      todoUpdates: 1,
      errors: 2,
      unrecognised: 0,
      badRecords: 0,
    });
  });

  it('is also read as JSON lines', async () => {
    const lines = recordsOf(await bytes).map((value) => `${JSON.stringify(value)}\n`);
    const inspector = createInspector();
    inspector.push(new TextEncoder().encode(lines.join('')));
    expect(inspector.finish()).toMatchObject({ format: 'ai-sdk-ui-stream', toolCalls: 4 });
  });
});

it('reads data parts, sources, files and errors that the package writes', async () => {
  const stream = createUIMessageStream({
    onError: () => 'it broke',
    execute: ({ writer }) => {
      writer.write({ type: 'start', messageId: 'm1' });
      writer.write({ type: 'data-plan', data: [{ title: 'sow', status: 'done' }] });
      writer.write({ type: 'data-weather', data: { sun: true } });
      writer.write({ type: 'data-tick', data: 1, transient: true });
      writer.write({
        type: 'source-url',
        sourceId: 's',
        url: 'https://example.org',
        title: 'Seeds',
      });
      writer.write({ type: 'file', url: 'data:image/png;base64,AA', mediaType: 'image/png' });
      writer.write({ type: 'file', url: 'data:image/webp;base64,AB', mediaType: 'image/webp' });
      writer.write({
        type: 'file',
        url: 'data:text/plain;base64,AA',
        mediaType: 'application/pdf',
      });
      throw new Error('drought');
    },
  });
  const response = createUIMessageStreamResponse({ stream });
  const run = session(...recordsOf(new Uint8Array(await response.arrayBuffer())));
  expect(run.of('unrecognised')).toEqual([]);
  expect(run.of('plan.updated')).toMatchObject([{ todos: [{ text: 'sow', status: 'done' }] }]);
  expect(run.of('notice').map((notice) => notice.text)).toEqual([
    'weather: {"sun":true}',
    'Source: Seeds (https://example.org)',
    'File (application/pdf)',
  ]);
  expect(run.of('attachment.added')).toMatchObject([
    { content: { as: 'image', mime: 'image/png', base64: 'AA' } },
    { content: { as: 'image', mime: 'image/webp' } },
  ]);
  expect(run.of('error')).toMatchObject([{ message: 'it broke' }]);
  expect(run.build.turns).toMatchObject({ open: false, last: 'failed' });
});

it('tells what a call changed from its input, when it has succeeded', () => {
  const call = (toolCallId: string, end: { [key: string]: Json }): Json[] => [
    {
      type: 'tool-input-available',
      toolCallId,
      toolName: 'apply_patch',
      input: { operation: { type: 'update_file', path: 'a.md', diff: '@@\n-x\n+y\n' } },
    },
    { toolCallId, ...end },
  ];
  const run = session(
    ...call('a', { type: 'tool-output-available', output: { status: 'completed' } }),
    ...call('b', { type: 'tool-output-error', errorText: 'no such file' }),
  );
  expect(run.of('file.changed')).toMatchObject([
    { path: 'a.md', change: 'modified', added: 1, removed: 1, diff: { as: 'text' }, call: 'a' },
  ]);
});

it('keeps the pictures that a tool of an MCP server gives back', () => {
  const content = [
    { type: 'text', text: 'drawn' },
    { type: 'image', data: 'AAAA', mimeType: 'image/png' },
  ];
  const run = session(
    { type: 'tool-input-available', toolCallId: 'a', toolName: 'draw', input: {} },
    { type: 'tool-output-available', toolCallId: 'a', output: { content, isError: false } },
  );
  expect(run.tool('a')).toMatchObject({
    output: { as: 'parts', parts: [{ as: 'text' }, { as: 'image', mime: 'image/png' }] },
  });
});
