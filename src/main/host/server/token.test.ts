import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporary } from '../../../../test/support/rig.ts';
import { tokenMatches, tokenOf } from './token.ts';

test('a folder keeps its token, for its owner alone', async () => {
  await using folder = await temporary();
  const token = await tokenOf(folder.path);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await tokenOf(folder.path)).toBe(token);
  expect((await stat(join(folder.path, 'token'))).mode & 0o777).toBe(0o600);
});

test('a token that others could read, or that is none, is replaced', async () => {
  await using folder = await temporary();
  const path = join(folder.path, 'token');
  const first = await tokenOf(folder.path);
  await chmod(path, 0o644);
  const second = await tokenOf(folder.path);
  expect(second).not.toBe(first);
  await writeFile(path, 'short');
  expect(await tokenOf(folder.path)).toBe(await readFile(path, 'utf8'));
});

test('only the token itself matches', () => {
  expect(tokenMatches('secret', 'secret')).toBe(true);
  for (const other of ['', 'secre', 'secrets', 'SECRET']) {
    expect(tokenMatches('secret', other)).toBe(false);
  }
});
