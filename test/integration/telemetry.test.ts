import { once } from 'node:events';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { FeedMessage } from '../../src/core/sync/messages.ts';
import { textOf } from '../../src/main/host/server/ws-channel.ts';
import { type RunningHost, runHost } from '../support/running-host.ts';
import { startReceiver } from '../support/sentry-receiver.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
/** Everything about the build that must not leave: its id, as a path, and what is in it. */
const build = 'home-somebody-secret-project';
const words = 'the secret words of an agent';

function publish(running: RunningHost, headers: Record<string, string> = {}, text = words) {
  return running.call(`/v1/builds/${build}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ events: [{ kind: 'text.appended', at: 1000, block: 'b', text }] }),
  });
}

const start = (dsn: string) => runHost({ environment: { SENTRY_DSN: dsn } });

const bare = (raw: string) => {
  for (const secret of [build, 'secret', 'agent', 'somebody', process.cwd(), 'public-page']) {
    expect(raw).not.toContain(secret);
  }
};

/** The deltas that a watcher of the build is sent. */
async function deltas(running: RunningHost) {
  const seen: Extract<FeedMessage, { type: 'delta' }>[] = [];
  const socket = running.socket('/v1/stream');
  let answered = false;
  socket.on('message', (data) => {
    const message = JSON.parse(textOf(data)) as FeedMessage;
    answered ||= message.type === 'snapshot';
    if (message.type === 'delta') seen.push(message);
    if (message.type !== 'delta' && message.type !== 'snapshot') return;
    const { stream, version } = message;
    socket.send(JSON.stringify({ type: 'ack', stream, version }));
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'test' }));
  socket.send(JSON.stringify({ type: 'watch', stream: `build/${build}`, ask: 1 }));
  await eventually(() => expect(answered).toBe(true));
  return seen;
}

const baggage = `sentry-trace_id=${traceId},sentry-public_key=public,sentry-sample_rate=1,sentry-sampled=true,sentry-transaction=public-page`;

it.each([
  ['sentry-trace', { 'sentry-trace': `${traceId}-${spanId}-1`, baggage }],
  ['traceparent', { traceparent: `00-${traceId}-${spanId}-01` }],
])(
  'a refresh is a transaction of the trace that its events came with, as %s, and so is its delta (R11)',
  async (_, headers) => {
    await using receiver = await startReceiver();
    await using running = await start(receiver.dsn);
    const seen = await deltas(running);
    // One without a trace, and one whose trace was not chosen: neither is told of.
    await publish(running);
    await publish(running, { traceparent: `00-${'1'.repeat(32)}-${spanId}-00` });
    expect((await publish(running, headers)).status).toBe(200);
    await eventually(() => expect(receiver.received).toHaveLength(1));

    const [transaction] = receiver.of('transaction');
    expect(transaction?.payload.contexts?.trace).toMatchObject({
      trace_id: traceId,
      parent_span_id: spanId,
      op: 'ratchet.refresh',
      data: { 'ratchet.base': 2, 'ratchet.version': 3, 'ratchet.events': 1 },
    });
    expect(transaction?.payload.contexts?.trace?.data?.['ratchet.commit_ms']).toBeGreaterThan(0);
    const { start_timestamp: began = 0, timestamp: ended = 0 } = transaction?.payload ?? {};
    expect(ended - began).toBeGreaterThan(0);
    expect(Math.abs(Date.now() / 1000 - ended)).toBeLessThan(30);
    bare(transaction?.raw ?? '');
    expect(receiver.requests).toEqual(['POST /api/1/envelope/']);

    await eventually(() => expect(seen.at(-1)?.version).toBe(3));
    const trace = 'traceparent' in headers ? headers : { sentryTrace: headers['sentry-trace'] };
    expect(seen.at(-1)?.trace).toMatchObject(trace);
    const health = (await (await running.call('/v1/health')).json()) as { reporting: boolean };
    expect(health.reporting).toBe(true);
  },
);

it('a commit that fails is told of once for as long as it fails, with nothing of the build', async () => {
  await using receiver = await startReceiver();
  await using running = await start(receiver.dsn);
  await publish(running);
  const db = new Database(join(running.dataDir, 'ratchet.db'));
  db.exec(`CREATE TRIGGER refuse BEFORE INSERT ON events
    BEGIN SELECT RAISE(ABORT, 'secret words in /home/somebody'); END`);
  const waits = publish(running, { 'sentry-trace': `${traceId}-${spanId}-1` });
  const failedCommits = async () => {
    const health = await running.call('/v1/health');
    return ((await health.json()) as { failedCommits: number }).failedCommits;
  };
  await eventually(async () => expect(await failedCommits()).toBeGreaterThan(3));
  db.exec('DROP TRIGGER refuse');
  db.close();
  expect((await waits).status).toBe(200);

  await eventually(() => expect(receiver.of('transaction')).toHaveLength(1));
  const errors = receiver.of('event');
  expect(errors).toHaveLength(1);
  expect(errors[0]?.payload).toMatchObject({
    level: 'error',
    release: 'ratchet@test',
    tags: { incident: 'commit-failed' },
    exception: {
      values: [
        { type: 'SqliteError', value: 'SQLITE_CONSTRAINT_TRIGGER' },
        { type: 'RatchetError', value: 'store-unavailable' },
      ],
    },
  });
  const frames = errors[0]?.payload.exception?.values[0]?.stacktrace?.frames ?? [];
  expect(frames.map(({ filename }) => filename)).toContain('store.ts');
  bare(errors[0]?.raw ?? '');
});

it.each(['refuses', 'hangs'])('a receiver that %s delays nothing and ends nothing', async (how) => {
  await using receiver = await startReceiver({ hangs: true });
  // The discard port: nobody listens there.
  const dsn = how === 'hangs' ? receiver.dsn : 'http://public@127.0.0.1:9/1';
  const running = await start(dsn);
  for (let more = 0; more < 200; more += 1) {
    const headers = { 'sentry-trace': `${traceId}-${spanId}-1` };
    expect((await publish(running, headers)).status).toBe(200);
  }
  const began = performance.now();
  await running[Symbol.asyncDispose]();
  // It would never be answered.
  expect(performance.now() - began).toBeLessThan(30_000);
  expect(receiver.requests.length > 0).toBe(how === 'hangs');
});
