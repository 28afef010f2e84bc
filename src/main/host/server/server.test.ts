import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, raw } from '../../../../test/support/raw-request.ts';
import { startRig, type Rig, temporary, eventsOf } from '../../../../test/support/rig.ts';
import { Producer } from '../ingest/producer.ts';
import { readHostFile } from './host-file.ts';
import { startServer } from './server.ts';

const text = (words: string) => ({ kind: 'text.appended', at: 1, block: 'b', text: words });
const batch = (...events: unknown[]) => JSON.stringify({ events });
const asJson = { 'content-type': 'application/json' };

const problemOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, ...error };
};

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ limits: { bodyBytes: 200_000, eventBytes: 20_000 } });
});
afterAll(() => rig[Symbol.asyncDispose]());

const good = () => ({
  host: `127.0.0.1:${rig.server.port}`,
  authorization: `Bearer ${rig.server.token}`,
});

describe('answers', () => {
  test('carry the security headers, whatever they are', async () => {
    for (const path of ['/v1/health', '/v1/nothing', '/']) {
      const { headers } = await raw(rig, { path, headers: good() });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test.each([
    ['GET', '/v1/nothing', 404, 'not-found'],
    ['GET', '/v1/builds/none/state', 404, 'unknown-build'],
    ['GET', '/v1/builds/none/events', 404, 'unknown-build'],
    ['GET', '/v1/payloads/none', 404, 'unknown-payload'],
    ['GET', '/v1/builds/%E0%A4%A/state', 400, 'bad-request'],
    ['GET', '//evil.example/v1/health', 400, 'bad-request'],
    ['PUT', '/v1/builds/b/events', 405, 'wrong-method'],
    ['DELETE', '/v1/builds', 405, 'wrong-method'],
    ['PUT', '/v1/sources', 405, 'wrong-method'],
    ['POST', '/', 405, 'wrong-method'],
    ['GET', '/v1/stream', 400, 'bad-request'],
  ])('%s %s is %i %s', async (method, path, status, code) => {
    const answer = await raw(rig, { method, path, headers: good() });
    expect([answer.status, codeOf(answer.body)]).toEqual([status, code]);
  });
});

describe('posting JSON', () => {
  const post = (build: string, body: string, headers: Record<string, string> = {}) =>
    rig.call(`/v1/builds/${build}/events`, {
      method: 'POST',
      body,
      headers: { ...asJson, ...headers },
    });

  test('answers when the events are durable, and reads them back', async () => {
    const response = await post('json', batch(text('a'), text('b')));
    expect(response.status).toBe(200);
    const receipt = (await response.json()) as { version: number; digest: string };
    expect(receipt).toMatchObject({ version: 2, events: 2, duplicate: false });
    expect(rig.engine.store.head('json')).toMatchObject({ version: 2, digest: receipt.digest });

    const state = await (await rig.call('/v1/builds/json/state?version=1')).json();
    expect(state).toMatchObject({ version: 1, state: { version: 1 } });
    const held = (digest: string) =>
      rig.call(`/v1/builds/json/state?version=1&held=2.${digest}`).then((answer) => answer.json());
    expect(await held(receipt.digest)).toMatchObject({
      version: 1,
      earlier: { nodes: { size: 1 } },
    });
    // Who holds another history is told all.
    expect(await held('0123456789abcdef')).toMatchObject({ version: 1, state: { version: 1 } });
    const lines = await (await rig.call('/v1/builds/json/events?from=1')).text();
    expect(lines).toBe(`{"version":2,"event":${JSON.stringify(text('b'))}}\n`);
    const ofKind = async (kind: string) =>
      (await (await rig.call(`/v1/builds/json/events?kind=${kind}`)).text()).split('\n').length - 1;
    expect([await ofKind('text.appended'), await ofKind('usage')]).toEqual([2, 0]);
    for (const kind of ['%22', 'tool.begun']) {
      expect((await rig.call(`/v1/builds/json/events?kind=${kind}`)).status).toBe(400);
    }
    const list = await (await rig.call('/v1/builds')).json();
    expect(list).toMatchObject({
      builds: expect.arrayContaining([expect.objectContaining({ id: 'json' })]),
    });
  });

  test('a build is reported as it stands now, and as it was recorded', async () => {
    const at = Date.now() - 3_600_000;
    await post('silent', batch({ kind: 'tool.started', at, call: 'c', name: 'Bash' }));
    const build = await (await rig.call('/v1/builds/silent')).json();
    expect(build).toMatchObject({
      id: 'silent',
      status: 'unknown',
      recordedStatus: 'running',
      why: 'no event for 1 h',
    });
    const { builds } = (await (await rig.call('/v1/builds')).json()) as { builds: unknown[] };
    expect(builds).toContainEqual(build);
    expect((await rig.call('/v1/builds/nobody')).status).toBe(404);
  });

  test('takes a key once, from the body or the header', async () => {
    await post('keyed', JSON.stringify({ events: [text('a')], key: 'k' }));
    const again = await post('keyed', batch(text('a')), { 'idempotency-key': 'k' });
    expect(await again.json()).toMatchObject({ version: 1, events: 0, duplicate: true });
    expect(eventsOf(rig.engine, 'keyed')).toHaveLength(1);
  });

  test('one bad event, and nothing of the batch is recorded', async () => {
    const problem = await problemOf(
      await post('bad', batch(text('a'), { kind: 'nonsense', at: 1 })),
    );
    expect(problem).toMatchObject({ status: 400, code: 'bad-event' });
    expect(problem.message).toContain('events[1]');
    expect(rig.engine.store.head('bad')).toBeNull();
  });

  test.each([
    ['no JSON', 'not json', 400, 'bad-json'],
    ['no object', '[1]', 400, 'bad-request'],
    ['no events', '{"events":[]}', 400, 'no-events'],
    ['an event over its limit', batch(text('x'.repeat(21_000))), 413, 'too-large'],
    ['a body over its limit', batch(text('x'.repeat(201_000))), 413, 'too-large'],
    [
      'a body nested to death',
      `{"events":[{"kind":"tool.started","at":1,"call":"c","name":"n","input":{"as":"json","json":${'['.repeat(50_000)}${']'.repeat(50_000)}}}]}`,
      400,
      'bad-event',
    ],
  ])('%s', async (_name, body, status, code) => {
    expect(await problemOf(await post('refused', body))).toMatchObject({ status, code });
    expect(rig.engine.store.head('refused')).toBeNull();
    expect((await rig.call('/v1/health')).status).toBe(200);
  });

  test('a body that does not say its size is cut off at the limit', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(50_000).fill(32)),
    });
    const init = { method: 'POST', headers: asJson, body: endless, duplex: 'half' } as const;
    const call = rig.call('/v1/builds/endless/events', init);
    // The line may be cut before the client, still sending, has read the answer.
    const code = await call.then(problemOf).then(
      ({ code }) => code,
      () => 'cut',
    );
    expect(['too-large', 'cut']).toContain(code);
    expect(rig.engine.store.head('endless')).toBeNull();
  });

  test.each(['', 'x'.repeat(300), '../etc', 'a b'])('refuses the build id "%s"', async (id) => {
    const response = await post(encodeURIComponent(id), batch(text('a')));
    expect([400, 404, 405]).toContain(response.status);
  });

  test('another content type is refused', async () => {
    const problem = await problemOf(await post('type', 'x', { 'content-type': 'text/plain' }));
    expect(problem).toMatchObject({ status: 415, code: 'wrong-type' });
  });
});

describe('limits in time and number', () => {
  test('headers that never end are cut off', async () => {
    await using slow = await startRig({ limits: { headersMs: 200 } });
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(slow.server.port, '127.0.0.1', () =>
        socket.write('GET / HTTP/1.1\r\n'),
      );
      let received = '';
      socket.on('data', (data) => (received += data.toString()));
      socket.on('close', () => resolve(received));
    });
    expect(answer).toContain('408');
  });

  test('a body that never ends is answered', async () => {
    await using slow = await startRig({ limits: { bodyMs: 100 } });
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"events":')),
    });
    const init = { method: 'POST', headers: asJson, body, duplex: 'half' } as const;
    const problem = await problemOf(await slow.call('/v1/builds/b/events', init));
    expect(problem).toMatchObject({ status: 408, code: 'too-slow' });
  });

  test('too many requests on one connection are refused, and told to come back', async () => {
    await using busy = await startRig({ limits: { requestsPerSecond: 1, requestBurst: 2 } });
    const statuses = await new Promise<string[]>((resolve) => {
      const line = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${busy.server.port}\r\n\r\n`;
      const socket = connect(busy.server.port, '127.0.0.1', () => socket.write(line.repeat(4)));
      let received = '';
      socket.on('data', (data) => {
        received += data.toString();
        const found = received.match(/HTTP\/1\.1 \d+/g) ?? [];
        if (found.length < 4) return;
        socket.destroy();
        resolve(found);
      });
    });
    expect(statuses.map((status) => status.slice(-3))).toEqual(['404', '404', '429', '429']);
  });
});

describe('the renderer', () => {
  test('only its own files are served, of known types', async () => {
    await using place = await temporary();
    const rendererDir = join(place.path, 'renderer');
    await mkdir(join(rendererDir, 'assets'), { recursive: true });
    await writeFile(join(rendererDir, 'index.html'), '<!doctype html>');
    await writeFile(join(rendererDir, 'assets', 'a.js'), '1');
    await writeFile(join(rendererDir, 'secret.pem'), 'secret');
    await writeFile(join(place.path, 'outside.js'), 'secret');
    await symlink(join(place.path, 'outside.js'), join(rendererDir, 'link.js'));
    await using host = await startRig({ rendererDir });
    const get = (path: string) =>
      raw(host, { path, headers: { host: `127.0.0.1:${host.server.port}` } });

    const page = await get('/?x=1');
    expect([page.status, page.body]).toEqual([200, '<!doctype html>']);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect((await get('/assets/a.js')).headers['content-type']).toContain('text/javascript');
    const outside = [
      '/../outside.js',
      '/%2e%2e/outside.js',
      '/%2e%2e%2foutside.js',
      '/..%5coutside.js',
    ];
    for (const path of [...outside, '/link.js', '/secret.pem', '/assets', '/assets/', '/a%00.js']) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
  });
});

test('closing takes host.json away', async () => {
  const host = await startRig();
  await host.server.close();
  expect(await readHostFile(join(host.dir, 'data'))).toBeNull();
  await host[Symbol.asyncDispose]();
});

test('sources are handed on, and a body that is no list of paths is refused', async () => {
  const watched: string[] = [];
  await using host = await startRig({ watched });
  const post = (body: string) => host.call('/v1/sources', { method: 'POST', body });
  expect((await post('{"paths":["/a"]}')).status).toBe(200);
  expect(watched).toEqual(['/a']);
  expect(await problemOf(await post('{"paths":[]}'))).toMatchObject({ code: 'bad-request' });
  expect((await host.call('/v1/demo', { method: 'POST' })).status).toBe(200);
});

test('a host that cannot say where it is listens no longer', async () => {
  await using place = await temporary();
  await mkdir(join(place.path, 'host.json', 'in the way'), { recursive: true });
  const listening = () =>
    process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
  const before = listening();
  const starting = startServer({
    dataDir: place.path,
    reads: rig.engine,
    producer: new Producer(rig.engine.processor, rig.engine.store, { eventBytes: 1000 }),
    reader: () => {
      throw new Error('no streams here');
    },
    watch: () => Promise.resolve({}),
    unwatch: () => Promise.resolve({}),
    sources: () => ({ sources: [] }),
    agents: () => Promise.resolve([]),
    watchAgents: () => Promise.resolve([]),
    arrangeBuild: () => {
      throw new Error('not asked for');
    },
    deleteBuilds: () => ({ deleted: [], undoUntil: 0 }),
    restoreBuild: () => [],
    restorableBuilds: () => [],
    unwatchAgents: () => Promise.resolve([]),
    settings: {
      answer: () => {
        throw new Error('not asked for');
      },
      change: () => {
        throw new Error('not asked for');
      },
    },
    importFiles: () => {
      throw new Error('not asked for');
    },
    faults: null,
    demo: () => Promise.resolve({}),
    hooks: { take: () => {} },
    otlp: { take: () => Promise.resolve() },
    version: 'test',
    reopen: () => Promise.reject(new Error('not here')),
    accept: () => {},
  });
  await expect(starting).rejects.toMatchObject({ code: 'no-host-file' });
  await expect.poll(listening).toBe(before);
});

test('the list as the user arranges it', async () => {
  await rig.engine.processor.publish('mine', [
    { kind: 'build.started', at: 1, title: 'the agent’s words' },
  ]);
  const patch = (body: object) =>
    rig.call('/v1/builds/mine', { method: 'PATCH', body: JSON.stringify(body) });
  const arranged = await patch({ title: ' My words ', pinned: true });
  const build = { id: 'mine', title: 'the agent’s words', userTitle: 'My words', pinned: true };
  expect(await arranged.json()).toMatchObject({ build });
  expect(await (await rig.call('/v1/builds')).json()).toMatchObject({
    builds: expect.arrayContaining([expect.objectContaining(build)]) as unknown,
  });
  for (const wrong of [{ title: 3 }, { name: 'x' }, { title: 'x'.repeat(201) }]) {
    expect((await patch(wrong)).status).toBe(400);
  }
  const deleted = await rig.call('/v1/builds/mine', { method: 'DELETE' });
  expect(await deleted.json()).toMatchObject({ deleted: ['mine'] });
  expect((await rig.call('/v1/builds/mine', { method: 'DELETE' })).status).toBe(404);
  expect((await patch({ pinned: false })).status).toBe(404);
  const restorable = await rig.call('/v1/deleted');
  expect(await restorable.json()).toEqual({
    builds: [{ id: 'mine', title: expect.any(String), undoUntil: expect.any(Number) }],
  });
  const restored = await rig.call('/v1/builds/mine/restore', { method: 'POST' });
  expect(await restored.json()).toEqual({ restored: ['mine'] });
  expect(await (await rig.call('/v1/deleted')).json()).toEqual({ builds: [] });
  expect((await rig.call('/v1/builds/other/restore', { method: 'POST' })).status).toBe(404);
  expect((await rig.call('/v1/builds/mine')).status).toBe(200);
});
