import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Attributes, ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { BuildState } from '../../src/core/build/state.ts';
import { type RunningHost, runHost } from '../support/running-host.ts';

async function dataFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ratchet-otlp-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** An agent that is traced by OpenTelemetry's own library, as its README sets it up. */
function tracedAgent({ host }: RunningHost) {
  const exporter = new OTLPTraceExporter({
    url: `${host.address}/v1/traces`,
    headers: { Authorization: `Bearer ${host.token}` },
  });
  const provider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] });
  const tracer = provider.getTracer('garden');
  const span = (name: string, attributes: Attributes, parent?: Span) => {
    const context = parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
    return tracer.startSpan(name, { attributes }, context);
  };
  return {
    /** One conversation: the model is asked, calls a tool, and answers. */
    work(conversation: string, text: string) {
      const root = span('invoke_agent gardener', {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.name': 'gardener',
        'gen_ai.conversation.id': conversation,
      });
      const said = [{ role: 'user', parts: [{ type: 'text', content: text }] }];
      span(
        'chat m',
        {
          'gen_ai.operation.name': 'chat',
          'gen_ai.request.model': 'm',
          'gen_ai.usage.input_tokens': 7,
          'gen_ai.input.messages': JSON.stringify(said),
        },
        root,
      ).end();
      span(
        'execute_tool dig',
        { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'dig' },
        root,
      ).end();
      // Other libraries are traced as well.
      span('GET', { 'http.request.method': 'GET' }).end();
      root.end();
    },
    flush: () => provider.forceFlush(),
  };
}

async function buildsOf(running: RunningHost, count: number): Promise<[string, BuildState][]> {
  const ids = await vi.waitUntil(async () => {
    const { builds } = (await (await running.call('/v1/builds')).json()) as {
      builds: { id: string }[];
    };
    return builds.length >= count && builds.map(({ id }) => id).sort();
  }, 10_000);
  return Promise.all(
    ids.map(async (id): Promise<[string, BuildState]> => {
      const answer = await running.call(`/v1/builds/${id}/state`);
      return [id, ((await answer.json()) as { state: BuildState }).state];
    }),
  );
}

test("what OpenTelemetry's own exporter sends is a build for each conversation", async () => {
  await using running = await runHost({ dataDir: await dataFolder() });
  const agent = tracedAgent(running);
  agent.work('roses', 'Plant roses');
  agent.work('tulips', 'Plant tulips');
  await agent.flush();
  const builds = await buildsOf(running, 2);
  expect(builds.map(([id]) => id.replace(/-[0-9a-f]+$/, ''))).toEqual([
    'otel-roses',
    'otel-tulips',
  ]);
  for (const [, state] of builds) {
    expect(state).toMatchObject({
      agent: 'gardener',
      model: 'm',
      turns: { count: 1, open: false, last: 'succeeded' },
      counts: { tools: 1, messages: 1, unrecognised: 0 },
    });
  }
  // A second turn of a conversation is of the same build.
  agent.work('roses', 'Water them');
  await agent.flush();
  await vi.waitUntil(async () => (await buildsOf(running, 2))[0]?.[1].turns.count === 2, 10_000);
  expect(await buildsOf(running, 2)).toHaveLength(2);
});

const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });
const chat = (spanId: string, conversation: string) => ({
  traceId: `t-${conversation}`,
  spanId,
  parentSpanId: 'r',
  name: 'chat m',
  startTimeUnixNano: '1795000000000000000',
  endTimeUnixNano: '1795000001000000000',
  attributes: [
    attribute('gen_ai.operation.name', 'chat'),
    attribute('gen_ai.conversation.id', conversation),
    attribute(
      'gen_ai.output.messages',
      JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: `said ${spanId}` }] }]),
    ),
  ],
});
const spans = (...list: object[]) => ({ resourceSpans: [{ scopeSpans: [{ spans: list }] }] });
const logs = (...list: object[]) => ({ resourceLogs: [{ scopeLogs: [{ logRecords: list }] }] });
const post = (
  running: RunningHost,
  document: unknown,
  headers: Record<string, string> = {},
  path = '/v1/traces',
) =>
  running.call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: document instanceof Uint8Array ? new Uint8Array(document) : JSON.stringify(document),
  });
const said = (state: BuildState | undefined) =>
  (state?.nodes.chunks.flat() ?? []).flatMap((node) => (node.kind === 'text' ? node.text : []));

test('spans that are sent again add nothing, also to a host that was started anew', async () => {
  const dataDir = await dataFolder();
  const prompt = {
    timeUnixNano: '1795000000000000001',
    body: { stringValue: 'claude_code.user_prompt' },
    attributes: [attribute('session.id', 'a'), attribute('prompt', 'Hello')],
  };
  {
    await using running = await runHost({ dataDir });
    for (let count = 0; count < 2; count += 1) {
      const answer = await post(running, spans(chat('s1', 'a'), chat('s2', 'b')));
      expect(await answer.json()).toEqual({ partialSuccess: {} });
      expect((await post(running, logs(prompt), {}, '/v1/logs')).status).toBe(200);
    }
    await buildsOf(running, 2);
  }
  await using running = await runHost({ dataDir });
  await post(running, spans(chat('s1', 'a'), chat('s3', 'a'), chat('s2', 'b')));
  await post(running, logs(prompt), {}, '/v1/logs');
  await vi.waitUntil(async () => said((await buildsOf(running, 2))[0]?.[1]).length === 2, 10_000);
  const [[, a] = [], [, b] = []] = await buildsOf(running, 2);
  expect([said(a), said(b)]).toEqual([['said s1', 'said s3'], ['said s2']]);
  expect(a?.counts.messages).toBe(1);
});

test('what was left by a write that was cut off spoils nothing that comes after it', async () => {
  const dataDir = await dataFolder();
  await using running = await runHost({ dataDir });
  await post(running, spans(chat('s1', 'a')));
  await buildsOf(running, 1);
  const [file = ''] = await readdir(join(dataDir, 'otlp'));
  await appendFile(join(dataDir, 'otlp', file), '{"resourceSpans":[{"scopeSpans":'.repeat(50_000));
  expect((await post(running, spans(chat('s2', 'a')))).status).toBe(200);
  await vi.waitUntil(async () => said((await buildsOf(running, 1))[0]?.[1]).length === 2, 5000);
});

test('what would be a line that is too long to be read is refused', async () => {
  await using running = await runHost({ dataDir: await dataFolder() });
  const long = chat('x'.repeat(17 * 1024 * 1024), 'a');
  const packed = gzipSync(JSON.stringify(spans(long)));
  const answer = await post(running, packed, { 'content-encoding': 'gzip' });
  expect(answer.status).toBe(413);
});

test('the answers are those that exporters understand', async () => {
  await using running = await runHost({ dataDir: await dataFolder() });
  const packed = gzipSync(JSON.stringify(spans(chat('s1', 'packed'))));
  expect((await post(running, packed, { 'content-encoding': 'gzip' })).status).toBe(200);
  expect((await buildsOf(running, 1)).map(([, { session }]) => session)).toEqual(['packed']);
  expect((await post(running, { resourceMetrics: [] }, {}, '/v1/metrics')).status).toBe(200);

  const refused = async (...call: Parameters<typeof post>) => {
    const answer = await post(...call);
    return [answer.status, ((await answer.json()) as { error: { message: string } }).error.message];
  };
  const protobuf = { 'content-type': 'application/x-protobuf' };
  expect(await refused(running, {}, protobuf)).toEqual([
    415,
    expect.stringContaining('OTEL_EXPORTER_OTLP_PROTOCOL=http/json'),
  ]);
  const gzip = { 'content-encoding': 'gzip' };
  expect(await refused(running, { no: 'gzip' }, gzip)).toEqual([400, expect.any(String)]);
  const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '));
  expect(await refused(running, bomb, gzip)).toEqual([413, expect.any(String)]);
  expect(await refused(running, {}, { 'content-encoding': 'br' })).toEqual([
    415,
    expect.any(String),
  ]);
  expect(await refused(running, { hello: 'world' })).toEqual([400, expect.any(String)]);
  expect(await refused(running, {}, { authorization: 'Bearer no' })).toEqual([
    401,
    expect.any(String),
  ]);
  const many = Array.from({ length: 501 }, (_, index) => chat(`s${index}`, `c${index}`));
  expect(await refused(running, spans(...many))).toEqual([413, expect.any(String)]);
});
