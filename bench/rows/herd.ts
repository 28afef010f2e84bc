import { join } from 'node:path';
import { startPeer } from '../compare/peers.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { timedAsync } from '../harness/latency.ts';
import { row } from '../harness/result.ts';
import { contest } from '../harness/rounds.ts';
import { someBuild } from '../support/events.ts';
import { startHeadless } from '../support/headless.ts';
import { openProducer, publishAll } from '../support/producer.ts';
import { watchStream } from '../support/watcher.ts';

const WATCHERS = 100;
const MISSED = 1000;

/** All watchers come back at once, as after a network that was gone: until the last is current. */
export const herd: Benchmark = async ({ quick, folder, say }) => {
  const host = await startHeadless(join(folder, 'data'));
  const producer = await openProducer(host);
  const all = someBuild(4000);
  const version = await publishAll(producer, 'herd', all.slice(0, 3000));
  const before = await watchStream(host, 'build/herd');
  await before.reached(version);
  const since = before.head;
  before.close();
  for (const event of all.slice(3000)) void producer.publish('herd', [event]);
  const last = { kind: 'notice', at: 1, text: 'the last one' } as const;
  const end = await producer.publish('herd', [last]);
  const ratchet = () =>
    timedAsync(async () => {
      const watchers = await Promise.all(
        Array.from({ length: WATCHERS }, () => watchStream(host, 'build/herd', { since })),
      );
      await Promise.all(watchers.map((watcher) => watcher.reached(end)));
      for (const watcher of watchers) watcher.close();
    });

  const peer = await startPeer('socket-io', folder);
  const socketIo = async () => {
    const clients = Array.from({ length: WATCHERS }, () => peer.client());
    await Promise.all(clients.map((client) => client.open(0)));
    await peer.publish(1);
    for (const client of clients) client.drop();
    const after = await peer.publish(MISSED);
    const took = await timedAsync(() => Promise.all(clients.map((client) => client.open(after))));
    for (const client of clients) client.close();
    return took;
  };
  const times = await contest({ of: { ratchet, socketIo }, rounds: quick ? 1 : 9 });
  say(`${times.ratchet.toFixed(0)} ms`);
  producer.close();
  peer.close();
  await host.close();
  return [
    row({
      name: `${WATCHERS} watchers reconnect at once, ${MISSED.toLocaleString('en')} versions behind: all current`,
      value: times.ratchet / 1000,
      unit: 's',
      against: { name: 'Socket.IO', value: times.socketIo / 1000 },
      target: { of: 'value', is: 'at most', limit: 2 },
    }),
  ];
};
