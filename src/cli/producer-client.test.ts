import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { eventually } from '../../test/support/eventually.ts';
import { eventsOf, openEngine, startRig, temporary } from '../../test/support/rig.ts';
import { MemoryPublisher } from '../../test/support/memory-publisher.ts';
import { type Json, jsonContent } from '../core/build/content.ts';
import type { BuildEvent } from '../core/build/event.ts';
import { RatchetError } from '../core/errors.ts';
import { hostSettings } from '../main/host/host-settings.ts';
import { Producer } from '../main/host/ingest/producer.ts';
import { startServer } from '../main/host/server/server.ts';
import { ProducerClient } from './producer-client.ts';

const text = (words: string): BuildEvent => ({
  kind: 'text.appended',
  at: 1,
  block: 'b',
  text: words,
});
const names = (count: number) => Array.from({ length: count }, (_, index) => String(index));

/** A server on its own; what its publisher takes can be watched and refused. */
async function serve(publisher: MemoryPublisher, eventBytes = 1e6) {
  const place = await temporary();
  const engine = openEngine(join(place.path, 'data'));
  const server = await startServer({
    dataDir: place.path,
    reads: engine,
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
    settings: hostSettings({
      engine,
      dataDir: place.path,
      readOnly: false,
      environment: {},
      canReport: false,
      retention: { candidates: () => [], sweep: () => {} },
    }),
    unwatch: (paths) => Promise.resolve({ unwatched: paths }),
    producer: new Producer(publisher, publisher, { eventBytes }),
    reader: () => {
      throw new Error('no streams here');
    },
    watch: () => Promise.resolve({}),
    importFiles: () => {
      throw new Error('not asked for');
    },
    faults: null,
    version: 'test',
    reopen: () => Promise.reject(new Error('not here')),
    demo: () => Promise.resolve({}),
    hooks: { take: () => {} },
    otlp: { take: () => Promise.resolve() },
    accept: () => {},
  });
  onTestFinished(async () => {
    await server.close();
    await engine.close();
    await place[Symbol.asyncDispose]();
  });
  return server;
}

function clientOf(target: () => { port: number; token: string } | null, patienceMs?: number) {
  const client = new ProducerClient({
    target: () => Promise.resolve(target()),
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
  onTestFinished(() => client.close());
  return client;
}

test('events arrive in order, whatever was awaited', async () => {
  await using rig = await startRig();
  const client = clientOf(() => rig.server);
  for (const name of names(5000)) client.add('b', [text(name)]);
  await client.flush();
  expect(eventsOf(rig.engine, 'b')).toEqual(names(5000).map(text));
});

test('a host that comes late, goes, and comes back elsewhere gets each event once', async () => {
  const publisher = new MemoryPublisher();
  let server: { port: number; token: string } | null = null;
  const client = clientOf(() => server);
  client.add('b', [text('0')]);
  const first = await serve(publisher);
  server = first;
  await client.flush();
  // The line is cut between the commit and its answer.
  const publish = publisher.publish.bind(publisher);
  vi.spyOn(publisher, 'publish').mockImplementationOnce(async (...args) => {
    const receipt = await publish(...args);
    await first.close();
    return receipt;
  });
  client.add('b', [text('1')]);
  client.add('b', [text('2')]);
  await eventually(() => expect(publisher.texts('b')).toEqual(['0', '1']));
  server = await serve(publisher);
  client.add('b', [text('3')]);
  await client.flush();
  expect(publisher.texts('b')).toEqual(['0', '1', '2', '3']);
});

test('a full mailbox is tried again, in order', async () => {
  const publisher = new MemoryPublisher();
  const server = await serve(publisher);
  const full = () => new RatchetError('mailbox-full', 'full', { retryable: true });
  publisher.refusals = [full(), full()];
  const client = clientOf(() => server);
  for (const name of names(20)) client.add('b', [text(name)]);
  await client.flush();
  expect(publisher.texts('b')).toEqual(names(20));
});

test('an event over the limit costs itself, and none of its neighbours', async () => {
  const publisher = new MemoryPublisher();
  const server = await serve(publisher, 2000);
  const client = clientOf(() => server);
  client.add('b', [text('0')]);
  client.add('b', [text('1'), text('x'.repeat(3000)), text('2')]);
  await client.flush();
  expect(publisher.texts('b')).toEqual(['0', '1', '2']);
  expect(publisher.events('b')[2]).toMatchObject({ kind: 'unrecognised' });
});

test('a port that somebody else has by now answers what it will, and ends nothing', async () => {
  const others = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => {
    others.close();
  });
  const heard = new Promise<void>((done) => {
    others.on('connection', (socket) => {
      socket.on('message', () => {
        socket.send('no JSON');
        socket.send('{"no": "answer"}', () => done());
      });
    });
  });
  await once(others, 'listening');
  const { port } = others.address() as AddressInfo;
  const client = clientOf(() => ({ port, token: 'token' }), 300);
  client.add('b', [text('0')]);
  await heard;
  await expect(client.flush()).rejects.toMatchObject({ code: 'host-lost' });
});

test('without a host it gives up in the end, and says so', async () => {
  const client = clientOf(() => null, 50);
  client.add('b', [text('0')]);
  await expect(client.flush()).rejects.toMatchObject({ code: 'host-lost' });
  await client.room();
});

test('a host that takes events and never answers is given up on as well', async () => {
  const publisher = new MemoryPublisher();
  publisher.publish = () => new Promise(() => {});
  const server = await serve(publisher);
  const client = clientOf(() => server, 300);
  client.add('b', [text('0')]);
  await expect(client.flush()).rejects.toMatchObject({ code: 'host-lost' });
});

test('an event that no message could carry costs itself, and none of its neighbours', async () => {
  await using rig = await startRig();
  const client = clientOf(() => rig.server, 5000);
  const json = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as Json;
  const deep: BuildEvent = { kind: 'tool.input', at: 1, call: 'c', input: jsonContent(json) };
  client.add('b', [text('0'), text('é'.repeat(9e6)), text('1'), deep, text('2')]);
  await client.flush();
  const kinds = eventsOf(rig.engine, 'b').map(({ kind }) => kind);
  const said = 'text.appended';
  expect(kinds).toEqual([said, 'unrecognised', said, 'unrecognised', said]);
});
