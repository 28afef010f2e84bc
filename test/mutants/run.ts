import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutants } from './mutants.ts';

// `npm run test:mutants`: puts each fault into a copy of the code, and sees whether the tests notice.

const root = join(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'ratchet-mutants-'));
const rows: { fault: string; caught: string }[] = [];

/**
 * What the tests say of the copy. The time limit is far past what they take, so that one that is met
 * means a fault that hangs them; it is told apart, because a busy machine may meet it too.
 */
function outcomeOf(tests: readonly string[]): 'passed' | 'failed' | 'time limit' {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  // A fault that hangs a test is waited for: not as long as on a busy machine.
  const options = ['--bail=1', '--testTimeout=20000'];
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...options, ...tests], {
    cwd: copy,
    stdio: 'ignore',
    timeout: 300_000,
  });
  if (status === null) return 'time limit';
  return status === 0 ? 'passed' : 'failed';
}

try {
  for (const part of [
    'src',
    'test',
    'resources',
    'docs',
    'package.json',
    'vitest.config.ts',
    'tsconfig.base.json',
  ]) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const all = [...new Set(mutants.flatMap(({ tests }) => tests))];
  if (outcomeOf(all) !== 'passed')
    throw new Error('the tests fail without any fault: mend that first');
  for (const { name, file, from, to, tests } of mutants) {
    const path = join(copy, file);
    const sound = readFileSync(path, 'utf8');
    if (sound.split(from).length !== 2)
      throw new Error(`${name}: its place is not in ${file} once`);
    writeFileSync(
      path,
      sound.replace(from, () => to),
    );
    const outcome = outcomeOf(tests);
    rows.push({ fault: name, caught: outcome === 'passed' ? 'NO' : `yes: ${outcome}` });
    writeFileSync(path, sound);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.table(rows);
const missed = rows.filter(({ caught }) => caught === 'NO').length;
console.log(`${rows.length - missed} of ${rows.length} caught`);
process.exitCode = missed === 0 ? 0 : 1;
