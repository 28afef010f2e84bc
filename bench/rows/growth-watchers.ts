import { join } from 'node:path';
import type { Benchmark } from '../harness/benchmark.ts';
import { grown } from '../harness/grown.ts';
import type { Point } from '../harness/growth.ts';
import { timedAsync } from '../harness/latency.ts';
import { median } from '../harness/rounds.ts';
import { someBuild } from '../support/events.ts';
import { startHeadless } from '../support/headless.ts';
import { openProducer, publishAll } from '../support/producer.ts';
import { watchStream } from '../support/watcher.ts';

const COUNTS = [1, 10, 100];

/** What more watchers of one build cost: an event that each of them is sent, and the host's memory. */
export const growthOfWatchers: Benchmark = async ({ quick, folder, say }) => {
  const host = await startHeadless(join(folder, 'data'));
  const producer = await openProducer(host);
  const alone: Point[] = [];
  const burst: Point[] = [];
  const cpu: Point[] = [];
  const memory: Point[] = [];
  const events = someBuild(1000);
  const rounds = quick ? 30 : 200;
  for (const count of COUNTS) {
    say(`${count} watchers`);
    const build = `watchers-${count}`;
    await publishAll(producer, build, events);
    const before = (await host.ask('memory')).alive;
    const watchers = await Promise.all(
      Array.from({ length: count }, () => watchStream(host, `build/${build}`)),
    );
    const all = (version: number) =>
      Promise.all(watchers.map((watcher) => watcher.reached(version)));
    await all(events.length);
    memory.push({ size: count, cost: (await host.ask('memory')).alive - before });
    const one = async () => {
      await all(await producer.publish(build, events.slice(1, 2)));
    };
    const thousand = async () => {
      await all(await publishAll(producer, build, events));
    };
    for (let round = 0; round < 10; round += 1) await one();
    const times: number[] = [];
    const used = await host.ask('cpu');
    for (let round = 0; round < rounds; round += 1) times.push(await timedAsync(one));
    cpu.push({ size: count, cost: (((await host.ask('cpu')) - used) / rounds) * 1000 });
    alone.push({ size: count, cost: median(times) });
    const bursts: number[] = [];
    for (let round = 0; round < 5; round += 1) bursts.push(await timedAsync(thousand));
    burst.push({ size: count, cost: median(bursts) });
    for (const watcher of watchers) watcher.close();
  }
  producer.close();
  await host.close();
  const over = 'watchers';
  return [
    grown({
      name: 'event until all watchers have it',
      unit: 'ms',
      over,
      points: alone,
      limit: 1,
    }),
    grown({
      name: 'processor time of the host for it',
      unit: 'µs',
      over,
      points: cpu,
      limit: 1,
    }),
    grown({
      name: '1,000 events until all have them',
      unit: 'ms',
      over,
      points: burst,
      limit: 1,
    }),
    grown({
      name: 'memory of the host for them',
      unit: 'MiB',
      over,
      points: memory,
      limit: 1.1,
    }),
  ];
};
