import { expect, test } from 'vitest';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { vectorValues } from '../../../core/build/vector.ts';
import { callOn } from './known-files.ts';

const on = (call: string, path: string): BuildEvent => ({
  kind: 'tool.started',
  at: 1,
  call,
  name: 'Read',
  input: { as: 'json', json: { file_path: path } },
});
const many = Array.from({ length: 300 }, (_, at) => on(`m${at}`, `/srv/app/m${at}.ts`));
const state = reduceAll(emptyState, [
  { kind: 'build.started', at: 1, cwd: '/srv/app' },
  on('first', '/srv/app/src/a.ts'),
  ...many,
  on('again', './src/a.ts'),
]);
const callOf = (file: string): string | null => {
  const key = callOn(state, file);
  for (const node of vectorValues(state.nodes)) {
    if (node.kind === 'tool' && node.key === key) return node.call;
  }
  return null;
};

test('a file is known by the last call that works on it, however it is written', () => {
  expect(['src/a.ts', './src/a.ts', '/srv/app/src/a.ts'].map(callOf)).toEqual(
    Array.from({ length: 3 }, () => 'again'),
  );
  expect(callOf('m7.ts')).toBe('m7');
});

test('no other file is: not one above, not one elsewhere, none where no folder is known', () => {
  expect(['../app/src/a.ts', '/etc/passwd', 'a.ts', '/srv/app'].map(callOf)).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(callOn(emptyState, 'src/a.ts')).toBeNull();
});
