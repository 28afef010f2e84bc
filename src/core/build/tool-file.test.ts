import { expect, test } from 'vitest';
import { jsonContent, type Json } from './content.ts';
import type { BuildEvent } from './event.ts';
import { reduceAll } from './reduce.ts';
import { emptyState } from './state.ts';
import { fileOf } from './tool-file.ts';
import { vectorAt } from './vector.ts';

function fileIn(input: Json | undefined, ...changed: string[]): string | null {
  const events: BuildEvent[] = [
    {
      kind: 'tool.started',
      at: 1,
      call: 'a',
      name: 'T',
      ...(input === undefined ? {} : { input: jsonContent(input) }),
    },
    ...changed.map((path): BuildEvent => ({
      kind: 'file.changed',
      at: 1,
      path,
      change: 'modified',
      call: 'a',
    })),
  ];
  const node = vectorAt(reduceAll(emptyState, events).nodes, 0);
  return node?.kind === 'tool' ? fileOf(node) : null;
}

test.each([
  [{ file_path: '/a/b.ts' }, '/a/b.ts'],
  [{ filePath: 'b.ts', content: '' }, 'b.ts'],
  [{ path: 3, notebook_path: 'n.ipynb' }, 'n.ipynb'],
  [{ command: 'cat a.ts' }, null],
  [['file_path'], null],
  ['file_path', null],
  [null, null],
  [{ path: '' }, null],
])('%j names %j', (input, file) => expect(fileIn(input)).toBe(file));

test('without a named one it is the only file that was changed', () => {
  expect(fileIn(undefined, 'a.ts', 'a.ts')).toBe('a.ts');
  expect(fileIn(undefined, 'a.ts', 'b.ts')).toBeNull();
  expect(fileIn(undefined)).toBeNull();
});
