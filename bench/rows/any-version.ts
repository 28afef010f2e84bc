import type { Benchmark } from '../harness/benchmark.ts';
import { Latency, timed, timedAsync } from '../harness/latency.ts';
import { row } from '../harness/result.ts';
import { startHeadless } from '../support/headless.ts';
import { BUILD, madeBuild, openEngine } from '../support/made-build.ts';

/** A state of the past, at versions spread over the whole build: in the host, and as a page asks for it. */
export const anyVersion: Benchmark = async (context) => {
  const { quick, say } = context;
  const events = quick ? 10_000 : 100_000;
  const dataDir = await madeBuild(context, events);
  const asked = quick ? 30 : 200;
  // The golden ratio spreads them evenly, and the same in each run.
  const versions = Array.from({ length: asked }, (_, no) =>
    Math.ceil(((no * 0.618_033_988_75) % 1) * events),
  );
  const inside = new Latency();
  const engine = openEngine(dataDir);
  engine.stateAt(BUILD, 1);
  for (const version of versions) inside.record(timed(() => engine.stateAt(BUILD, version)));
  await engine.close();
  say('over HTTP');
  const host = await startHeadless(dataDir);
  const outside = new Latency();
  let bytes = 0;
  await host.text(`/v1/builds/${BUILD}/state?version=1`);
  for (const version of versions) {
    const ask = async () => {
      bytes += (await host.text(`/v1/builds/${BUILD}/state?version=${version}`)).length;
    };
    outside.record(await timedAsync(ask));
  }
  await host.close();
  const name = `state at any version of a ${events.toLocaleString('en')}-event build, p95`;
  const note = (times: Latency) => `p50 ${times.at(50).toFixed(1)}, max ${times.max.toFixed(1)}`;
  return [
    row({
      name,
      value: inside.at(95),
      unit: 'ms',
      note: note(inside),
      target: { of: 'value', is: 'at most', limit: 100 },
    }),
    row({
      name: `${name}, over HTTP to its last byte`,
      value: outside.at(95),
      unit: 'ms',
      note: `${note(outside)}; ${(bytes / asked / 1e6).toFixed(1)} MB each`,
    }),
  ];
};
