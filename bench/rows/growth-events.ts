import { statSync } from 'node:fs';
import { join } from 'node:path';
import { reduceAll } from '../../src/core/build/reduce.ts';
import type { BuildState } from '../../src/core/build/state.ts';
import type { Engine } from '../../src/main/host/engine.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { grown } from '../harness/grown.ts';
import type { Point } from '../harness/growth.ts';
import { timed, timedAsync } from '../harness/latency.ts';
import { row } from '../harness/result.ts';
import { median } from '../harness/rounds.ts';
import { someBuild } from '../support/events.ts';
import { attach } from '../support/in-memory-watcher.ts';
import { BUILD, madeBuild, openEngine } from '../support/made-build.ts';

const NEW = 1000;

/** What each cost of one build is at three sizes, in an engine without sockets. */
export const growthOfEvents: Benchmark = async (context) => {
  const sizes = context.quick ? [1000, 3000, 10_000] : [1000, 10_000, 100_000];
  const measured: Costs[] = [];
  for (const size of sizes) {
    context.say(`${size.toLocaleString('en')} events`);
    measured.push(await measure(await madeBuild(context, size), size, context.quick ? 5 : 15));
  }
  const of = (key: keyof Costs): Point[] =>
    measured.map((costs, at) => ({ size: sizes[at] ?? 0, cost: costs[key] }));
  const over = 'events';
  const [first] = measured;
  const last = measured.at(-1);
  const largest = (sizes.at(-1) ?? 0).toLocaleString('en');
  return [
    row({
      name: `an event, durable, folded and sent, in a ${largest}-event build`,
      value: last?.event ?? NaN,
      unit: 'µs',
      against: { name: 'in a 1,000-event build', value: first?.event ?? NaN },
      target: { of: 'ratio', is: 'at most', limit: 1.2 },
    }),
    grown({
      name: 'refresh, an event alone',
      unit: 'µs',
      over,
      points: of('alone'),
      limit: 0.1,
    }),
    grown({
      name: 'refresh, by the hundred',
      unit: 'µs',
      over,
      points: of('event'),
      limit: 0.1,
    }),
    grown({ name: 'fold', unit: 'µs', over, points: of('fold'), limit: 0.1 }),
    grown({ name: 'catch-up of 1,000', unit: 'ms', over, points: of('catchUp'), limit: 0.2 }),
    grown({ name: 'snapshot', unit: 'ms', over, points: of('snapshot'), limit: 1.1 }),
    grown({ name: 'state of the past, median', unit: 'ms', over, points: of('past') }),
    grown({ name: 'state out of a cold store', unit: 'ms', over, points: of('cold') }),
    grown({ name: 'memory of a build', unit: 'MiB', over, points: of('memory'), limit: 1.2 }),
    row({
      name: `database, for each event of ${largest}`,
      value: last?.bytes ?? NaN,
      unit: 'bytes',
      against: { name: 'the event as it came', value: last?.raw ?? NaN },
    }),
  ];
};

interface Costs {
  readonly alone: number;
  readonly event: number;
  readonly fold: number;
  readonly catchUp: number;
  readonly snapshot: number;
  readonly past: number;
  readonly cold: number;
  readonly memory: number;
  readonly bytes: number;
  readonly raw: number;
}

async function measure(dataDir: string, size: number, rounds: number): Promise<Costs> {
  const bytes = statSync(join(dataDir, 'ratchet.db')).size / size;
  const raw =
    someBuild(size).reduce((sum, event) => sum + JSON.stringify(event).length + 1, 0) / size;
  // Read once, so that the system has the file in its memory at every size.
  let engine = openEngine(dataDir);
  engine.stateAt(BUILD);
  await engine.close();
  engine = openEngine(dataDir);
  const before = alive();
  const cold = timed(() => engine.stateAt(BUILD));
  const memory = alive() - before;
  const past = median(
    Array.from({ length: rounds }, (_, no) => pastState(engine, no / rounds, size)),
  );
  const fold = foldCost(engine.stateAt(BUILD)?.state, size, rounds);
  const { alone, event, catchUp, snapshot } = await live(engine, size, rounds);
  await engine.close();
  return { alone, event, fold, catchUp, snapshot, past, cold, memory, bytes, raw };
}

const pastState = (engine: Engine, share: number, size: number) =>
  timed(() => engine.stateAt(BUILD, Math.ceil(share * size * 0.98) + 1));

function foldCost(state: BuildState | undefined, size: number, rounds: number): number {
  if (!state) return NaN;
  const next = someBuild(size + rounds * 100).slice(size);
  // It goes on from where it was: two ways on from one state would not share the table of its keys.
  let now = state;
  return median(
    Array.from({ length: rounds }, (_, round) => {
      const events = next.slice(round * 100, round * 100 + 100);
      return timed(() => (now = reduceAll(now, events))) * 10;
    }),
  );
}

/** With one watcher that is current all the time. */
async function live(engine: Engine, size: number, rounds: number) {
  const watcher = attach(engine);
  const more = someBuild(size + NEW * (rounds + 1)).slice(size);
  const each = median(
    await inTurn(rounds * 20, (no) => {
      const event = more[no];
      return timedAsync(() => engine.processor.publish(BUILD, event ? [event] : []));
    }),
  );
  const group = await inTurn(rounds * 5, (no) => {
    const events = more.slice(rounds * 20 + no * 100).slice(0, 100);
    return timedAsync(() => engine.processor.publish(BUILD, events));
  });
  // A snapshot is written once for all who want it: each of these finds another version.
  const next = async () => {
    await engine.processor.publish(BUILD, [{ kind: 'notice', at: 1, text: 'one more' }]);
    return engine.head(BUILD).version;
  };
  const catchUp = median(
    await inTurn(rounds, async () => {
      const version = (await next()) - NEW;
      const since = { version, digest: digestAt(engine, version) };
      return timed(() => attach(engine, since).leave());
    }),
  );
  const snapshot = median(
    await inTurn(Math.min(rounds, 7), async () => {
      await next();
      return timed(() => attach(engine, null).leave());
    }),
  );
  watcher.leave();
  return { alone: each * 1000, event: median(group) * 10, catchUp, snapshot };
}

const digestAt = (engine: Engine, version: number) => engine.store.digestAt(BUILD, version) ?? '';

async function inTurn(count: number, work: (no: number) => Promise<number>): Promise<number[]> {
  const figures: number[] = [];
  for (let no = 0; no < count; no += 1) figures.push(await work(no));
  return figures;
}

function alive(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
