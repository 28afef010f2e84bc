import type { Benchmark } from '../harness/benchmark.ts';

/** Every benchmark by its name, in the order of the report. Loaded only where it runs. */
export const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  throughput: async () => (await import('./throughput.ts')).throughput,
  fold: async () => (await import('./fold.ts')).fold,
  latency: async () => (await import('./latency.ts')).latency,
  'delta-size': async () => (await import('./delta-size.ts')).deltaSize,
};
