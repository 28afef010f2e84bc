import { once } from 'node:events';
import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { BuildEvent } from '../../src/core/build/event.ts';
import type { BuildState } from '../../src/core/build/state.ts';
import { canonicalHash, nextDigest, GENESIS } from '../../src/core/sync/digest.ts';
import type { BuildDelta, FeedMessage } from '../../src/core/sync/messages.ts';
import type { Replica } from '../../src/core/sync/replica.ts';
import { textOf } from '../../src/main/host/server/ws-channel.ts';
import { type RunningHost, runHost } from '../support/running-host.ts';

const CALLS = 300;
const WATCHERS = 4;

const toolCall = (call: string): [BuildEvent, BuildEvent] => [
  { kind: 'tool.started', at: 1000, call, name: 'Bash', target: `echo ${call}` },
  { kind: 'tool.ended', at: 1010, call, outcome: 'succeeded', output: { as: 'text', text: call } },
];

/** Speaks the protocol by hand, and keeps every version that it was sent, in the order of arrival. */
async function watchByHand(running: RunningHost, build: string) {
  const socket = running.socket('/v1/stream');
  const versions: number[] = [];
  let digest = GENESIS;
  socket.on('message', (data) => {
    const message = JSON.parse(textOf(data)) as FeedMessage;
    if (message.type !== 'delta') return;
    const delta = message as BuildDelta;
    delta.events.forEach((event, index) => {
      versions.push(delta.base + index + 1);
      digest = nextDigest(digest, JSON.stringify(event));
    });
    expect(digest).toBe(delta.digest);
    const { stream, version } = delta;
    socket.send(JSON.stringify({ type: 'ack', stream, version }));
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'by hand' }));
  const since = { version: 0, digest: GENESIS };
  socket.send(JSON.stringify({ type: 'watch', stream: `build/${build}`, since, ask: 1 }));
  return { versions, socket };
}

it(`${CALLS} tool calls sent without awaiting reach ${WATCHERS} watchers as versions 1, 2, 3 …`, async () => {
  await using running = await runHost();
  const build = 'burst';
  const watchers = await Promise.all(
    Array.from({ length: WATCHERS }, () => watchByHand(running, build)),
  );
  let replica: Replica<BuildState> | undefined;
  const client = running.client();
  client.watchBuild(build, (next) => (replica = next));
  client.open();

  const producer = running.socket('/v1/ingest');
  await once(producer, 'open');
  const began = performance.now();
  const posts: Promise<Response>[] = [];
  for (let at = 0; at < CALLS; at += 1) {
    const events = toolCall(`call-${at}`);
    // Every third over HTTP, the others over one WebSocket; nobody waits for an answer.
    if (at % 3 === 0) {
      posts.push(
        running.call(`/v1/builds/${build}/events`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ events }),
        }),
      );
    } else {
      producer.send(JSON.stringify({ type: 'publish', build, key: `k${at}`, events }));
    }
  }
  const answers = await Promise.all(posts);
  expect(answers.every(({ status }) => status === 200)).toBe(true);

  const everything = Array.from({ length: CALLS * 2 }, (_, index) => index + 1);
  await eventually(() => {
    for (const { versions } of watchers) expect(versions).toHaveLength(everything.length);
    expect(replica?.version).toBe(everything.length);
  });
  const seconds = (performance.now() - began) / 1000;
  for (const { versions, socket } of watchers) {
    expect(versions).toEqual(everything);
    socket.close();
  }
  producer.close();
  expect(CALLS / seconds).toBeGreaterThan(10);

  const response = await running.call(`/v1/builds/${build}/state`);
  const atHost = (await response.json()) as { version: number; state: BuildState };
  expect(canonicalHash(replica?.state)).toBe(canonicalHash(atHost.state));
  expect(replica?.counters).toMatchObject({ gaps: 0, resyncs: 0, duplicates: 0 });
  const health = (await (await running.call('/v1/health')).json()) as { outOfOrder: number };
  expect(health.outOfOrder).toBe(0);
});
