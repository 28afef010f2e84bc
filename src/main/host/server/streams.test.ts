import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { type ClientOptions, WebSocket } from 'ws';
import { eventsOf, startRig, type Rig } from '../../../../test/support/rig.ts';

const text = (words: string) => ({ kind: 'text.appended', at: 1, block: 'b', text: words });
const line = (words: string) => `${JSON.stringify(text(words))}\n`;
const ndjson = { 'content-type': 'application/x-ndjson' };

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    limits: { messageBytes: 50_000, clients: 3, messagesPerSecond: 100_000 },
  });
});
afterAll(() => rig[Symbol.asyncDispose]());

/** Sends part of a body and leaves the rest for later. */
function begin(build: string, headers: Record<string, string>) {
  const request = httpRequest({
    host: '127.0.0.1',
    port: rig.server.port,
    path: `/v1/builds/${build}/events`,
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${rig.server.token}` },
  });
  request.on('error', () => {});
  return request;
}

const versionOf = (build: string) => rig.engine.store.head(build)?.version ?? 0;

test('a stream is recorded while it comes, not when it ends', async () => {
  const request = begin('slices', ndjson);
  request.write(line('one') + line('two').slice(0, 9));
  await eventually(() => expect(versionOf('slices')).toBe(1));
  request.end(line('two').slice(9));
  const [response] = (await once(request, 'response')) as [{ statusCode: number }];
  expect(response.statusCode).toBe(200);
  expect(versionOf('slices')).toBe(2);
});

test('a bad line costs one event, and none of its neighbours', async () => {
  const body = `${line('a')}{"kind":"nonsense"}\nnot json\n${line('b')}`;
  const response = await rig.call('/v1/builds/lines/events', {
    method: 'POST',
    body,
    headers: ndjson,
  });
  expect(await response.json()).toMatchObject({ version: 4, events: 4 });
  const kinds = eventsOf(rig.engine, 'lines').map(({ kind }) => kind);
  expect(kinds).toEqual(['text.appended', 'unrecognised', 'unrecognised', 'text.appended']);
});

test('a stream that broke off is sent again from its start, and nothing is doubled', async () => {
  const headers = { ...ndjson, 'idempotency-key': 'k' };
  const broken = begin('resent', headers);
  broken.write(line('a') + line('b'));
  await eventually(() => expect(versionOf('resent')).toBe(2));
  const body = line('a') + line('b') + line('c');
  const send = () => rig.call('/v1/builds/resent/events', { method: 'POST', body, headers });

  expect(await (await send()).json()).toMatchObject({ error: { code: 'key-busy' } });
  broken.destroy();
  await eventually(async () => expect((await send()).status).toBe(200));
  expect(await (await send()).json()).toMatchObject({ version: 3, events: 0, duplicate: true });
  expect(eventsOf(rig.engine, 'resent')).toEqual([text('a'), text('b'), text('c')]);
});

test('another stream under a key that was used is refused', async () => {
  const headers = { ...ndjson, 'idempotency-key': 'k' };
  const send = (body: string) =>
    rig.call('/v1/builds/reused/events', { method: 'POST', body, headers });
  await send(line('a'));
  const second = await send(line('something else'));
  expect(second.status).toBe(409);
  expect(await second.json()).toMatchObject({ error: { code: 'key-reused' } });
  expect(versionOf('reused')).toBe(1);
});

test('an empty stream and an unknown format are refused', async () => {
  const post = (query: string, body: string) =>
    rig.call(`/v1/builds/empty/events${query}`, { method: 'POST', body, headers: ndjson });
  expect(await (await post('', '\n')).json()).toMatchObject({ error: { code: 'no-events' } });
  const unknown = await post('?format=nothing', line('a'));
  expect(unknown.status).toBe(400);
  expect(await unknown.json()).toMatchObject({ error: { code: 'unknown-format' } });
});

test('raw records of an agent are read by its adapter', async () => {
  const body = [
    { type: 'system', subtype: 'init', session_id: 's', model: 'm', cwd: '/p', tools: [] },
    {
      type: 'assistant',
      session_id: 's',
      message: { id: 'm1', role: 'assistant', content: [{ type: 'text', text: 'Hello' }] },
      parent_tool_use_id: null,
    },
  ]
    .map((record) => JSON.stringify(record))
    .join('\n');
  const path = '/v1/builds/raw/events?format=claude-stream-json';
  const response = await rig.call(path, { method: 'POST', body, headers: ndjson });
  expect(response.status).toBe(200);
  expect(rig.engine.stateAt('raw')?.state).toMatchObject({ model: 'm', cwd: '/p' });
  expect(JSON.stringify(eventsOf(rig.engine, 'raw'))).toContain('Hello');
});

test('an AI SDK UI message stream is recorded as it arrives', async () => {
  const frame = (chunk: unknown) => `data: ${JSON.stringify(chunk)}\n\n`;
  const request = begin('ui', { 'content-type': 'text/event-stream; charset=utf-8' });
  request.write(frame({ type: 'start', messageId: 'm' }) + frame({ type: 'text-start', id: '0' }));
  request.write(frame({ type: 'text-delta', id: '0', delta: 'Hel' }).slice(0, 20));
  request.write(frame({ type: 'text-delta', id: '0', delta: 'Hel' }).slice(20));
  await eventually(() => expect(JSON.stringify(eventsOf(rig.engine, 'ui'))).toContain('Hel'));
  request.write(frame({ type: 'text-delta', id: '0', delta: 'lo' }));
  request.write(frame({ type: 'text-end', id: '0' }) + frame({ type: 'finish' }));
  request.end('data: [DONE]\n\n');
  const [response] = (await once(request, 'response')) as [{ statusCode: number }];
  expect(response.statusCode).toBe(200);
  const said = eventsOf(rig.engine, 'ui').flatMap((e) =>
    e.kind === 'text.appended' ? e.text : [],
  );
  expect(said.join('')).toBe('Hello');
});

test('the trace context of a request leaves with the delta', async () => {
  const watcher = await dial('stream');
  const received: string[] = [];
  watcher.on('message', (data: Buffer) => received.push(data.toString()));
  watcher.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'test' }));
  watcher.send(JSON.stringify({ type: 'watch', stream: 'build/traced', ask: 1 }));
  await eventually(() => expect(received.join()).toContain('"stream":"build/traced"'));
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  await rig.call('/v1/builds/traced/events', {
    method: 'POST',
    body: line('a'),
    headers: { ...ndjson, traceparent, baggage: 'a=b' },
  });
  await eventually(() => expect(received.join()).toContain(traceparent));
  watcher.terminate();
});

async function dial(path: string, options: ClientOptions = {}, protocols = tokens()) {
  const socket = new WebSocket(`ws://127.0.0.1:${rig.server.port}/v1/${path}`, protocols, options);
  await once(socket, 'open');
  return socket;
}

const tokens = () => ['ratchet.v1', `ratchet.bearer.${rig.server.token}`];

function refusal(path: string, protocols: string[], options: ClientOptions = {}): Promise<unknown> {
  const socket = new WebSocket(`ws://127.0.0.1:${rig.server.port}${path}`, protocols, options);
  return new Promise((resolve) => {
    socket.on('open', () => resolve('open'));
    socket.on('error', () => {});
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (part: Buffer) => (body += part.toString()));
      response.on('end', () => {
        const { error } = JSON.parse(body) as { error: { code: string } };
        resolve([response.statusCode, error.code]);
      });
    });
  });
}

test('an upgrade is checked as a request is', async () => {
  const origin = 'https://evil.example';
  expect(await refusal('/v1/stream', tokens(), { origin })).toEqual([403, 'bad-origin']);
  const host = { headers: { host: 'evil.example' } };
  expect(await refusal('/v1/stream', tokens(), host)).toEqual([403, 'bad-host']);
  const wrong = ['ratchet.v1', 'ratchet.bearer.wrong'];
  expect(await refusal('/v1/stream', wrong)).toEqual([401, 'unauthorised']);
  expect(await refusal('/v1/ingest', ['ratchet.v1'])).toEqual([401, 'unauthorised']);
  expect(await refusal('/v1/other', tokens())).toEqual([404, 'not-found']);
});

test('the server selects its own protocol, never the token, and does not compress', async () => {
  const socket = await dial('stream', { perMessageDeflate: true });
  expect(socket.protocol).toBe('ratchet.v1');
  expect(socket.extensions).toBe('');
  socket.terminate();
});

test('more clients than the limit are refused', async () => {
  const sockets = [await dial('ingest'), await dial('ingest'), await dial('ingest')];
  expect(await refusal('/v1/stream', tokens())).toEqual([503, 'too-many-clients']);
  for (const socket of sockets) socket.terminate();
  await eventually(async () => (await dial('ingest')).terminate());
});

test('a message over the limit closes its connection, and no other', async () => {
  const other = await dial('ingest');
  const socket = await dial('ingest');
  socket.on('error', () => {});
  socket.send('x'.repeat(60_000));
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(1009);
  expect(other.readyState).toBe(WebSocket.OPEN);
  other.terminate();
});

test('a producer sends without waiting, and every message is answered', async () => {
  const socket = await dial('ingest');
  const answers: { type: string; key: string | null; code?: string; version?: number }[] = [];
  socket.on('message', (data: Buffer) => answers.push(JSON.parse(data.toString()) as never));
  const send = (message: unknown) => socket.send(JSON.stringify(message));
  for (let index = 0; index < 100; index += 1) {
    send({ type: 'publish', build: 'ws', key: `k${index}`, events: [text(String(index))] });
  }
  send({ type: 'publish', build: 'ws', key: 'k0', events: [text('0')] });
  send({ type: 'publish', build: 'ws', key: 'bad', events: [{ kind: 'nonsense' }] });
  send({ type: 'publish', build: '../x', key: 'id', events: [text('x')] });
  send({ type: 'nonsense', key: 'odd' });
  socket.send('not json');
  await eventually(() => expect(answers).toHaveLength(105));

  const answer = (key: string | null) => answers.filter((one) => one.key === key);
  expect(answers.filter(({ type }) => type === 'accepted')).toHaveLength(101);
  expect(answer('k0')).toHaveLength(2);
  expect(answer('bad')).toMatchObject([{ type: 'error', code: 'bad-event', retryable: false }]);
  expect(answer('id')).toMatchObject([{ code: 'bad-request' }]);
  expect(answer('odd')).toMatchObject([{ code: 'bad-request' }]);
  expect(answer(null)).toMatchObject([{ code: 'bad-json' }]);
  const said = eventsOf(rig.engine, 'ws').map((event) => 'text' in event && event.text);
  expect(said).toEqual(Array.from({ length: 100 }, (_, index) => String(index)));
  socket.terminate();
});

test('a client that sends too fast is read slower, and loses nothing', async () => {
  await using slow = await startRig({ limits: { messagesPerSecond: 50 } });
  const socket = new WebSocket(`ws://127.0.0.1:${slow.server.port}/v1/ingest`, [
    'ratchet.v1',
    `ratchet.bearer.${slow.server.token}`,
  ]);
  await once(socket, 'open');
  let answers = 0;
  socket.on('message', () => (answers += 1));
  for (let index = 0; index < 70; index += 1) {
    socket.send(
      JSON.stringify({ type: 'publish', build: 'b', key: `${index}`, events: [text('x')] }),
    );
  }
  await eventually(() => expect(answers).toBe(70));
  socket.terminate();
});

test('a connection that does not answer pings is cut', async () => {
  await using quick = await startRig({ limits: { pingMs: 50 } });
  const socket = new WebSocket(
    `ws://127.0.0.1:${quick.server.port}/v1/ingest`,
    ['ratchet.v1', `ratchet.bearer.${quick.server.token}`],
    { autoPong: false },
  );
  await once(socket, 'open');
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(1006);
});
