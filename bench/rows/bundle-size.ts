import { bundleSizes } from '../../scripts/bundle-sizes.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { row } from '../harness/result.ts';

/** What is built, compressed, against the budgets that `npm test` holds it to. */
export const bundleSize: Benchmark = async () =>
  bundleSizes().map(({ part, measured, kibibytes }) =>
    row({
      name: `size of the bundle, compressed: ${part}`,
      value: measured,
      unit: 'KiB',
      target: { of: 'value', is: 'at most', limit: kibibytes },
    }),
  );
