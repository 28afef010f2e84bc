import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Benchmark } from '../harness/benchmark.ts';
import { Latency } from '../harness/latency.ts';
import { row } from '../harness/result.ts';
import { median } from '../harness/rounds.ts';
import { startHeadless } from '../support/headless.ts';
import { openProducer, publishSteadily, stampOf } from '../support/producer.ts';
import { watchStream } from '../support/watcher.ts';

const RATE = 1000;
const OTHERS = 4;

/** One watcher that reads nothing, among others: what it costs the host, and them. */
export const stalled: Benchmark = async ({ quick, folder, say }) => {
  const host = await startHeadless(join(folder, 'data'));
  const producer = await openProducer(host);
  const build = 'stalled';
  const times = new Latency();
  const onMessage = ({ events = [] }: { events?: readonly { readonly text?: string }[] }) => {
    const now = performance.now();
    for (const { text } of events) {
      const due = stampOf(text);
      if (due !== null) times.record(now - due);
    }
  };
  const others = await Promise.all(
    Array.from({ length: OTHERS }, () => watchStream(host, `build/${build}`, { onMessage })),
  );
  const run = async (seconds: number) => {
    times.reset();
    const version = await publishSteadily(producer, { build, perSecond: RATE, seconds });
    await Promise.all(others.map((watcher) => watcher.reached(version)));
    return times.at(99);
  };
  const seconds = quick ? 2 : 60;
  await run(quick ? 0.5 : 5);
  const without: number[] = [];
  without.push(await run(seconds / 2));
  say('now with one that reads nothing');
  const sleeper = await watchStream(host, `build/${build}`);
  sleeper.stall();
  const beside = await run(seconds);
  // Only what it holds differs between these two: nothing else happens meanwhile.
  await setTimeout(500);
  const held = (await host.ask('memory')).alive;
  sleeper.close();
  await setTimeout(500);
  const freed = (await host.ask('memory')).alive;
  without.push(await run(seconds / 2));
  for (const watcher of others) watcher.close();
  producer.close();
  await host.close();
  const load = `${RATE.toLocaleString('en')} events/s`;
  return [
    row({
      name: `memory of the host for a watcher stalled ${seconds} s at ${load}`,
      value: Math.max(0, held - freed),
      unit: 'MiB',
      note: `of ${held.toFixed(1)} MiB that are alive`,
      target: { of: 'value', is: 'at most', limit: 1 },
    }),
    row({
      name: `event to the ${OTHERS} others meanwhile, p99, ${load}`,
      value: beside,
      unit: 'ms',
      against: { name: 'without it', value: median(without) },
      target: { of: 'ratio', is: 'at most', limit: 1.1 },
    }),
  ];
};
