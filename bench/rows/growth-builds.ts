import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark, Context } from '../harness/benchmark.ts';
import { grown } from '../harness/grown.ts';
import { timed, timedAsync } from '../harness/latency.ts';
import { median } from '../harness/rounds.ts';
import { someBuild } from '../support/events.ts';
import { attach } from '../support/in-memory-watcher.ts';
import { openEngine } from '../support/made-build.ts';
import { startHeadless } from '../support/headless.ts';

const EVENTS = 50;

/** What more builds in one database cost: start, the list, an event, a search, the memory of a host at rest. */
export const growthOfBuilds: Benchmark = async (context) => {
  const counts = context.quick ? [1, 10, 100] : [1, 100, 1000];
  const measured: Awaited<ReturnType<typeof measure>>[] = [];
  for (const count of counts) {
    context.say(`${count} builds`);
    measured.push(await measure(context, count));
  }
  const over = 'builds';
  const of = (key: keyof Awaited<ReturnType<typeof measure>>) =>
    measured.map((costs, at) => ({ size: counts[at] ?? 0, cost: costs[key] }));
  return [
    grown({
      name: 'start of the host, until it says its address',
      unit: 'ms',
      over,
      points: of('start'),
    }),
    grown({
      name: 'list of builds, as a window asks for it',
      unit: 'ms',
      over,
      points: of('list'),
      limit: 1,
    }),
    grown({
      name: 'refresh, an event alone',
      unit: 'µs',
      over,
      points: of('event'),
      limit: 0.1,
    }),
    grown({
      name: 'search of a word that is in each',
      unit: 'ms',
      over,
      points: of('search'),
      limit: 1,
    }),
    grown({
      name: 'search of a word that is in one',
      unit: 'ms',
      over,
      points: of('rare'),
      limit: 1,
    }),
    grown({
      name: 'memory of a host at rest',
      unit: 'MiB',
      over,
      points: of('memory'),
      limit: 1,
    }),
  ];
};

async function measure({ folder, quick }: Context, count: number) {
  const dataDir = join(folder, `builds-${count}`);
  mkdirSync(dataDir);
  const engine = openEngine(dataDir);
  const events = someBuild(EVENTS);
  const idOf = (no: number) => `build-${no}`;
  for (let no = 0; no < count; no += 1) {
    const rare = { kind: 'notice', at: 1, text: `needle${no}` } as const;
    const published = engine.processor.publish(idOf(no), [...events, rare]);
    if (no % 50 === 0) await published;
  }
  const rounds = quick ? 11 : 31;
  // With as many builds in memory as a host keeps, each event meets another one of them.
  const warm = Math.min(count, 64);
  const times: number[] = [];
  for (let round = 0; round < rounds * 10; round += 1) {
    const build = idOf(count - warm + (round % warm));
    times.push(await timedAsync(() => engine.processor.publish(build, events.slice(1, 2))));
  }
  const list = median(
    Array.from({ length: rounds }, () => timed(() => attach(engine, null, 'builds').leave())),
  );
  await engine.close();

  const began = performance.now();
  const host = await startHeadless(dataDir);
  const start = performance.now() - began;
  const search = async (word: string) =>
    JSON.parse(await host.text(`/v1/search?q=${word}`)) as { indexing: number; total: number };
  while ((await search('checks')).indexing > 0) await new Promise((go) => setTimeout(go, 100));
  const searchTime = async (word: string) => {
    const own: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      own.push(await timedAsync(() => search(word)));
    }
    return median(own);
  };
  if ((await search('checks')).total !== count) throw new Error('the search has not found all');
  const costs = { search: await searchTime('checks'), rare: await searchTime('needle0') };
  const memory = (await host.ask('memory')).alive;
  await host.close();
  return { start, list, event: median(times) * 1000, memory, ...costs };
}
