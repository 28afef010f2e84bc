import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from './harness/benchmark.ts';
import { benchmarks } from './rows/index.ts';

// One benchmark, in a process of its own: what an earlier one left on the heap costs the next nothing.

export type Told = { readonly say: string } | { readonly rows: unknown };

const [name = '', shared = '', quick = ''] = process.argv.slice(2);
const tell = (told: Told) => new Promise((resolve) => process.send?.(told, resolve));
// Within the run's folder: what a benchmark that is given up leaves behind goes with that.
const folder = mkdtempSync(join(shared, 'own-'));
try {
  const load = benchmarks[name];
  if (!load) throw new Error(`There is no benchmark "${name}".`);
  const run = await load();
  const say = (text: string) => void tell({ say: text });
  const context: Context = { quick: quick === 'quick', folder, shared, say };
  await tell({ rows: await run(context) });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.disconnect();
// Profiles are written at an orderly end only; a timer that was left must not hold it up.
process.exit();
