import type { BuildEvent } from '../../src/core/build/event.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { row, type Row } from '../harness/result.ts';
import { type HeadlessHost, startHeadless } from '../support/headless.ts';
import { madeBuild, BUILD } from '../support/made-build.ts';
import { openProducer, publishSteadily } from '../support/producer.ts';
import { someBuild } from '../support/events.ts';
import { watchStream } from '../support/watcher.ts';

const RUN = 250;

/**
 * How long the host keeps everybody waiting while it does something large: each is done again and again
 * for a while, so that the percentile is of the work and not of the rest between.
 */
export const loopDelay: Benchmark = async (context) => {
  const { quick, say } = context;
  const size = quick ? 10_000 : 100_000;
  const dataDir = await madeBuild(context, size);
  const host = await startHeadless(dataDir);
  const producer = await openProducer(host);
  const events = size.toLocaleString('en');
  const rest = () => new Promise((go) => setTimeout(go, RUN));
  const works: Readonly<Record<string, (no: number) => Promise<unknown>>> = {
    'nothing happens': rest,
    'searching all builds': (no) =>
      host.text(`/v1/search?q=${['checks', 'next step', 'pa'][no % 3]}`),
    [`exporting a ${events}-event build as a bundle`]: () =>
      host.text(`/v1/builds/${BUILD}/export?as=bundle`),
    [`exporting a ${events}-event build as a page`]: () =>
      host.text(`/v1/builds/${BUILD}/export?as=html`),
    [`a window opens a ${events}-event build`]: () => openBuild(host, size),
    [`a state of the past of a ${events}-event build`]: (no) =>
      host.text(`/v1/builds/${BUILD}/state?version=${Math.ceil(((no * 0.618) % 1) * size)}`),
    '1,000 events/s in that build': () =>
      publishSteadily(producer, { build: BUILD, perSecond: 1000, seconds: 0.5 }),
    '5,000 events/s in that build': () =>
      publishSteadily(producer, { build: BUILD, perSecond: 5000, seconds: 0.5 }),
    // It goes on: the same calls again would make a few texts grow without end.
    'checkpoints: 500 events at once in that build': (no) =>
      producer.publish(BUILD, someBuild(500, size + no * 500)),
    'payloads of 1 MiB are compressed': (no) => producer.publish('payloads', [largeOutput(no)]),
  };
  const rows: Row[] = [];
  while ((await indexing(host)) > 0) await new Promise((go) => setTimeout(go, 100));
  for (const [name, work] of Object.entries(works)) {
    await work(0);
    const until = performance.now() + (quick ? RUN * 2 : RUN * 32);
    await host.ask('watchLoop');
    let times = 0;
    while (performance.now() < until) await work((times += 1));
    const { p50, p99, max, held } = await host.ask('loopDelay');
    say(`${name}: p99 ${p99.toFixed(1)}, max ${max.toFixed(1)}, held ${held.toFixed(1)} ms`);
    rows.push(
      row({
        name: `delay of the host's loop, p99: ${name}`,
        value: p99,
        unit: 'ms',
        note: `p50 ${p50.toFixed(1)}, max ${max.toFixed(1)}, of that own work ${held.toFixed(1)}; ${times} times`,
        target: { of: 'value', is: 'at most', limit: 16 },
      }),
    );
  }
  producer.close();
  await host.close();
  return rows;
};

async function indexing(host: HeadlessHost): Promise<number> {
  return (JSON.parse(await host.text('/v1/search?q=x')) as { indexing: number }).indexing;
}

async function openBuild(host: HeadlessHost, version: number): Promise<void> {
  const watcher = await watchStream(host, `build/${BUILD}`);
  await watcher.reached(version);
  watcher.close();
}

/** As agents' outputs are: it repeats itself, though not all the time. */
function largeOutput(no: number): BuildEvent {
  const lines = Array.from({ length: 16_384 }, (_, line) => {
    const noise = ((line * 2_654_435_761 + no * 40_503) % 2 ** 32).toString(36);
    return `test/${no}/part-${line} passed in ${noise} ms, with no more to be said\n`;
  });
  const output = { as: 'text', text: lines.join('') } as const;
  return { kind: 'tool.ended', at: 1, call: `large-${no}`, outcome: 'succeeded', output };
}
