import type { Benchmark } from '../harness/benchmark.ts';

/** Every benchmark by its name, in the order of the report. Loaded only where it runs. */
export const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  throughput: async () => (await import('./throughput.ts')).throughput,
  fold: async () => (await import('./fold.ts')).fold,
  latency: async () => (await import('./latency.ts')).latency,
  'delta-size': async () => (await import('./delta-size.ts')).deltaSize,
  reconnect: async () => (await import('./reconnect.ts')).reconnect,
  herd: async () => (await import('./herd.ts')).herd,
  stalled: async () => (await import('./stalled.ts')).stalled,
  'any-version': async () => (await import('./any-version.ts')).anyVersion,
  'growth-events': async () => (await import('./growth-events.ts')).growthOfEvents,
  'growth-watchers': async () => (await import('./growth-watchers.ts')).growthOfWatchers,
  'growth-builds': async () => (await import('./growth-builds.ts')).growthOfBuilds,
  'loop-delay': async () => (await import('./loop-delay.ts')).loopDelay,
  'start-up': async () => (await import('./start-up.ts')).startUp,
  window: async () => (await import('./window.ts')).window,
  'bundle-size': async () => (await import('./bundle-size.ts')).bundleSize,
};
