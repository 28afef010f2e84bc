import { join } from 'node:path';
import { startPeer } from '../compare/peers.ts';
import type { Benchmark, Context } from '../harness/benchmark.ts';
import { Latency, timedAsync } from '../harness/latency.ts';
import { row } from '../harness/result.ts';
import { someBuild } from '../support/events.ts';
import { startHeadless } from '../support/headless.ts';
import { openProducer, publishAll } from '../support/producer.ts';
import { windowClient } from '../support/window-client.ts';

const MISSED = 1000;
const BEFORE = 4000;

/** Something that can be missed: `miss` makes a crowd of clients that were there, and then were not. */
interface Side {
  miss(): Promise<readonly { readonly open: () => Promise<void>; readonly close: () => void }[]>;
  close(): Promise<void> | void;
}

/** From the connection until a client that missed 1,000 versions has them all. */
export const reconnect: Benchmark = async (context) => {
  const sides = {
    ratchet: await ratchetSide(context),
    'Socket.IO': await peerSide('socket-io', context),
    Yjs: await peerSide('yjs', context),
  };
  const times = { ratchet: new Latency(), 'Socket.IO': new Latency(), Yjs: new Latency() };
  const rounds = context.quick ? 4 : 8;
  let work = 0;
  for (let round = -1; round < rounds; round += 1) {
    for (const name of ['ratchet', 'Socket.IO', 'Yjs'] as const) {
      const crowd = await sides[name].miss();
      const before = name === 'ratchet' ? await sides.ratchet.work() : 0;
      for (const client of crowd) {
        const took = await timedAsync(client.open);
        // The first round warms up.
        if (round >= 0) times[name].record(took);
      }
      if (name === 'ratchet' && round >= 0) work += (await sides.ratchet.work()) - before;
      for (const client of crowd) client.close();
    }
  }
  for (const side of Object.values(sides)) await side.close();
  const { ratchet } = times;
  const name = `reconnect with ${MISSED.toLocaleString('en')} missed versions`;
  const both = ['Socket.IO', 'Yjs'] as const;
  return [
    row({
      name: `${name}, p99`,
      value: ratchet.at(99),
      unit: 'ms',
      note: `${ratchet.count} times, checked and folded; p50 ${ratchet.at(50).toFixed(1)}, max ${ratchet.max.toFixed(1)}; processor time of both ends ${(work / ratchet.count).toFixed(1)}`,
      target: { of: 'value', is: 'at most', limit: 50 },
    }),
    ...both.map((other) =>
      row({
        name: `${name}, median`,
        value: ratchet.at(50),
        unit: 'ms',
        against: { name: other, value: times[other].at(50) },
        note: `p99 ${times[other].at(99).toFixed(1)}`,
      }),
    ),
  ];
};

/** Clients that miss the same events, and come back one after another: a percentile of a few would be the worst of them. */
const CROWD = 25;

/** `work`: milliseconds of processor time that client and host have used. */
async function ratchetSide(context: Context): Promise<Side & { work(): Promise<number> }> {
  const host = await startHeadless(join(context.folder, 'data'));
  const producer = await openProducer(host);
  let round = 0;
  return {
    async work() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000 + (await host.ask('cpu'));
    },
    async miss() {
      const build = `missed-${(round += 1)}`;
      const all = someBuild(BEFORE + MISSED);
      await publishAll(producer, build, all.slice(0, BEFORE));
      const clients = Array.from({ length: CROWD }, () => windowClient(host, build));
      await Promise.all(clients.map((client) => client.open(BEFORE)));
      for (const client of clients) client.close();
      for (const event of all.slice(BEFORE)) void producer.publish(build, [event]);
      await producer.publish(build, [{ kind: 'notice', at: 1, text: 'the last one' }]);
      return clients.map((client) => ({
        open: () => client.open(BEFORE + MISSED + 1),
        close: () => client.close(),
      }));
    },
    async close() {
      producer.close();
      await host.close();
    },
  };
}

async function peerSide(kind: 'socket-io' | 'yjs', context: Context): Promise<Side> {
  const peer = await startPeer(kind, context.folder);
  await peer.publish(BEFORE);
  return {
    async miss() {
      const clients = Array.from({ length: CROWD }, () => peer.client());
      await Promise.all(clients.map((client) => client.open(0)));
      // So that each has something to go on from.
      const before = await peer.publish(1);
      await Promise.all(clients.map((client) => client.open(before)));
      for (const client of clients) client.drop();
      const after = await peer.publish(MISSED);
      return clients.map((client) => ({
        open: () => client.open(after),
        close: () => client.close(),
      }));
    },
    close: () => peer.close(),
  };
}
