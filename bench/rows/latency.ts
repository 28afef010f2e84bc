import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import type { Benchmark } from '../harness/benchmark.ts';
import { Latency } from '../harness/latency.ts';
import { row } from '../harness/result.ts';
import { startHeadless } from '../support/headless.ts';
import { openProducer, publishSteadily, stampOf } from '../support/producer.ts';
import { watchStream } from '../support/watcher.ts';

const WATCHERS = 4;

/**
 * From the moment at which an event was due to be sent until a watcher has it, through the built host in
 * a process of its own: producer's socket, commit, watchers' sockets. And how late its loop was meanwhile.
 */
export const latency: Benchmark = async ({ quick, folder, say }) => {
  const host = await startHeadless(join(folder, 'data'));
  const producer = await openProducer(host);
  const times = new Latency();
  const onMessage = ({ events = [] }: { events?: readonly { readonly text?: string }[] }) => {
    const now = performance.now();
    for (const { text } of events) {
      const due = stampOf(text);
      if (due !== null) times.record(now - due);
    }
  };
  const measure = async (perSecond: number, seconds: number) => {
    const build = `rate-${perSecond}`;
    const watchers = await Promise.all(
      Array.from({ length: WATCHERS }, () => watchStream(host, `build/${build}`, { onMessage })),
    );
    const run = async (duration: number) => {
      const version = await publishSteadily(producer, { build, perSecond, seconds: duration });
      await Promise.all(watchers.map((watcher) => watcher.reached(version)));
    };
    // Code is compiled, and files are made, in the first seconds.
    await run(quick ? 0.5 : 5);
    await setTimeout(200);
    times.reset();
    await host.ask('watchLoop');
    const before = await host.ask('cpu');
    await run(seconds);
    const cpu = (((await host.ask('cpu')) - before) / (perSecond * seconds)) * 1000;
    const loop = await host.ask('loopDelay');
    for (const watcher of watchers) watcher.close();
    say(`${perSecond}/s: p50 ${times.at(50)}, p99 ${times.at(99)}, max ${times.max} ms`);
    return { p50: times.at(50), p99: times.at(99), max: times.max, loop, cpu };
  };
  const rows = [];
  for (const [perSecond, limit] of [
    [1000, 30],
    [5000, 50],
  ] as const) {
    const { p50, p99, max, loop, cpu } = await measure(perSecond, quick ? 2 : 20);
    const load = `${perSecond.toLocaleString('en')} events/s, ${WATCHERS} watchers`;
    const note = (a: number, b: number) => `p50 ${a.toFixed(1)}, max ${b.toFixed(1)}`;
    rows.push(
      row({
        name: `event to watcher, p99, ${load}`,
        value: p99,
        unit: 'ms',
        note: note(p50, max),
        target: { of: 'value', is: 'at most', limit },
      }),
      row({
        name: `processor time of the host for an event, ${load}`,
        value: cpu,
        unit: 'µs',
      }),
      row({
        name: `delay of the host's loop, p99, ${load}`,
        value: loop.p99,
        unit: 'ms',
        note: note(loop.p50, loop.max),
        target: { of: 'value', is: 'at most', limit: 16 },
      }),
    );
  }
  producer.close();
  await host.close();
  return rows;
};
