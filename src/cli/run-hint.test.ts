import { expect, test } from 'vitest';
import { hintFor } from './run-hint.ts';

test.each([
  ['claude', ['-p', 'hi'], '--output-format stream-json'],
  ['claude.exe', ['--print', 'hi', '--model', 'x'], '--output-format stream-json'],
  ['codex', ['exec', 'hi'], '--json'],
  ['gemini', ['-p', 'hi'], '--output-format stream-json'],
])('%s %j is told of %s', (command, args, advice) => {
  expect(hintFor(command, args)).toContain(advice);
});

test.each([
  ['claude', ['-p', 'hi', '--output-format=stream-json']],
  ['claude', ['-p', 'hi', '--output-format', 'json']],
  ['claude', []],
  ['codex', ['exec', '--json', 'hi']],
  ['gemini', ['-o', 'stream-json', '-p', 'hi']],
  ['make', ['-p']],
])('%s %j is told nothing', (command, args) => {
  expect(hintFor(command, args)).toBeNull();
});
