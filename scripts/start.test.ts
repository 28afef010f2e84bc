import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test.each(['--help', '-h'])('npm start -- %s says what it takes, and starts nothing', (asked) => {
  const script = join(import.meta.dirname, 'start.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, asked], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^npm start \[-- options\]\n[^]*--data-dir=PATH/);
});
