import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './support/paths.ts';

/** A part of what is built, and how large it may be: KiB, as a browser or an archive would carry it. */
export interface Budget {
  readonly part: string;
  readonly folder: string;
  readonly files: RegExp;
  readonly kibibytes: number;
}

export interface Size extends Budget {
  readonly measured: number;
}

const assets = 'out/renderer/assets';

// Whoever needs more raises the budget in the same commit, and says there what it buys.
export const budgets: readonly Budget[] = [
  // Markdown is in it: what agents say is read in the first rows that are drawn.
  { part: 'scripts of the page', folder: assets, files: /^index-.*\.js$/, kibibytes: 390 },
  // The pictures of usage, and what colours code: its worker, and a grammar for each language.
  { part: 'scripts on demand', folder: assets, files: /^(?!index-).*\.js$/, kibibytes: 390 },
  { part: 'styles of the page', folder: assets, files: /\.css$/, kibibytes: 16 },
  { part: 'fonts of the page', folder: assets, files: /\.woff2$/, kibibytes: 330 },
  // Markdown is in it: exported pages read it as the window does. What the thread of an export shares with
  // the host is in files of its own, which costs 8 KiB of compression.
  { part: 'host and shell', folder: 'out/main', files: /\.js$/, kibibytes: 510 },
  { part: 'preload', folder: 'out/preload', files: /\.cjs$/, kibibytes: 4 },
];

/** Sizes of what was built last. */
export function bundleSizes(base = root, parts = budgets): Size[] {
  return parts.map((budget) => {
    const folder = join(base, budget.folder);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const bytes = names
      .filter((name) => budget.files.test(name))
      .reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
    return { ...budget, measured: bytes / 1024 };
  });
}

/** A line for each part that is larger than it may be; also for one that is not there at all. */
export const overBudget = (sizes: readonly Size[]): string[] =>
  sizes
    .filter(({ measured, kibibytes }) => measured > kibibytes || measured === 0)
    .map(({ part, measured, kibibytes }) =>
      measured === 0
        ? `${part}: nothing was built`
        : `${part}: ${measured.toFixed(1)} KiB compressed, and the budget is ${kibibytes} (scripts/bundle-sizes.ts)`,
    );
