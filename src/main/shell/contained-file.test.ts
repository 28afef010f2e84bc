import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { containedFile } from './contained-file.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'ratchet-contained-')));
const folder = join(base, 'renderer');

beforeAll(() => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  mkdirSync(join(base, 'renderer-secret'));
  writeFileSync(join(folder, 'index.html'), 'page');
  writeFileSync(join(folder, 'assets/a b.js'), 'script');
  writeFileSync(join(base, 'secret.txt'), 'secret');
  writeFileSync(join(base, 'renderer-secret/file'), 'secret');
  symlinkSync(join(base, 'secret.txt'), join(folder, 'link.txt'));
});

test.each([
  ['/index.html', 'index.html'],
  ['/assets/a%20b.js', 'assets/a b.js'],
])('finds %s', async (path, file) => {
  expect(await containedFile(folder, path)).toBe(join(folder, file));
});

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/..%5csecret.txt',
  '/../renderer-secret/file',
  '/link.txt',
  '/%2fetc%2fpasswd',
  '/index.html%00.js',
  '/%zz',
  '/missing.js',
  '/',
])('refuses %s', async (path) => {
  expect(await containedFile(folder, path)).toBeNull();
});
