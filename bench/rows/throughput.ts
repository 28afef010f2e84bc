import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bare } from '../compare/bare.ts';
import type { Contender } from '../compare/contender.ts';
import { ratchet } from '../compare/ratchet.ts';
import { seed } from '../compare/seed.ts';
import { socketIo } from '../compare/socket-io.ts';
import { yjs } from '../compare/yjs.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { row } from '../harness/result.ts';
import { contest, median } from '../harness/rounds.ts';
import { someBuild } from '../support/events.ts';

const WATCHERS = 4;

/** Events a second until they are durable and delivered, in one process with the watchers. */
export const throughput: Benchmark = async ({ quick, folder, say }) => {
  const events = someBuild(quick ? 1000 : 4000);
  const measure = (contender: Contender) => async () => {
    const own = mkdtempSync(join(folder, 'contender-'));
    const { perSecond } = await contender(own, events, WATCHERS);
    rmSync(own, { recursive: true, force: true });
    return perSecond;
  };
  const rounds = quick ? 2 : 7;
  const fast = await contest({
    of: {
      ratchet: measure(ratchet),
      bare: measure(bare),
      socketIo: measure(socketIo),
      yjs: measure(yjs),
    },
    rounds,
  });
  say('the seed');
  // It takes a minute where the others take a tenth of a second: one round, between two of Ratchet's.
  const slow = await contest({
    of: {
      before: measure(ratchet),
      seed: measure(seed),
      after: measure(ratchet),
    },
    rounds: 1,
    warmUp: 0,
  });
  const name = `events durable and delivered to ${WATCHERS} watchers, ${events.length}-event build`;
  const unit = 'events/s';
  return [
    row({
      name,
      value: median([slow.before, slow.after]),
      unit,
      against: { name: "the seed's algorithm", value: slow.seed },
      // It reads and sends the whole build each time: how much slower depends on the size of the build.
      ...(quick ? {} : { target: { of: 'ratio', is: 'at least', limit: 200 } as const }),
    }),
    row({
      name,
      value: fast.ratchet,
      unit,
      against: { name: 'a bare loop', value: fast.bare },
      target: { of: 'ratio', is: 'at least', limit: 0.5 },
    }),
    row({
      name,
      value: fast.ratchet,
      unit,
      against: { name: 'Socket.IO (nothing durable)', value: fast.socketIo },
    }),
    row({
      name,
      value: fast.ratchet,
      unit,
      against: { name: 'Yjs, updates kept in SQLite', value: fast.yjs },
    }),
  ];
};
