import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleSizes, overBudget } from './bundle-sizes.ts';

let base = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'ratchet-sizes-'));
  mkdirSync(join(base, 'out/chunks'), { recursive: true });
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const scripts = { part: 'scripts', folder: 'out', files: /\.js$/, kibibytes: 10 };

test('all files of a part count, compressed, also those in folders', () => {
  writeFileSync(join(base, 'out/a.js'), randomBytes(4096));
  writeFileSync(join(base, 'out/chunks/b.js'), randomBytes(4096));
  writeFileSync(join(base, 'out/c.js'), Buffer.alloc(1024 * 1024));
  writeFileSync(join(base, 'out/d.css'), randomBytes(100_000));
  const [size] = bundleSizes(base, [scripts]);
  expect(size?.measured).toBeGreaterThan(8);
  expect(size?.measured).toBeLessThan(10);
  expect(overBudget(bundleSizes(base, [scripts]))).toEqual([]);
});

test('what is over its budget is named with both sizes, and nothing is no size', () => {
  writeFileSync(join(base, 'out/a.js'), randomBytes(20 * 1024));
  const sizes = bundleSizes(base, [scripts, { ...scripts, part: 'styles', files: /\.css$/ }]);
  expect(overBudget(sizes)).toEqual([
    expect.stringMatching(/^scripts: 20\.\d KiB .*budget is 10/),
    'styles: nothing was built',
  ]);
});
