import { expect, test } from 'vitest';
import { oneLine } from './one-line.ts';

test('a text stands on one line without the marks of Markdown', () => {
  expect(oneLine('## What I found\n\nThe table is read **twice**.')).toBe(
    'What I found The table is read twice.',
  );
  expect(oneLine('\n **Plan**: look at `open()` first')).toBe('Plan: look at open() first');
  expect(oneLine('All of it is *done*.')).toBe('All of it is done.');
  expect(oneLine('_Really_ done')).toBe('Really done');
});

test('what only looks like a mark stays', () => {
  expect(oneLine('#include <a.h>')).toBe('#include <a.h>');
  expect(oneLine('2 * 3 * 4 and ** too')).toBe('2 * 3 * 4 and ** too');
  expect(oneLine('src/some_file_name.ts and *.ts')).toBe('src/some_file_name.ts and *.ts');
  expect(oneLine('')).toBe('');
});

test('of a long text its beginning is taken, whatever is in it', () => {
  expect(oneLine('a'.repeat(100_000))).toHaveLength(400);
  expect(oneLine(`${'*'.repeat(50_000)}a`).length).toBeLessThanOrEqual(400);
});
