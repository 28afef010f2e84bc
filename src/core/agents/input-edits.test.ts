import { expect, it } from 'vitest';
import { editsOf } from './input-edits.ts';

it('reads a patch of sections', () => {
  const patch =
    '*** Begin Patch\n*** Update File: a\n@@\n-x\n+y\n*** Delete File: b\n*** End Patch';
  expect(editsOf('apply_patch', { patch })).toMatchObject([
    { path: 'a', change: 'modified', added: 1, removed: 1, diff: { as: 'text' } },
    { path: 'b', change: 'deleted', added: 0 },
  ]);
});

it('reads an operation on a file', () => {
  const operation = { type: 'create_file', path: 'list.md', diff: '+a\n+\n+b\n' };
  expect(editsOf('apply_patch', { callId: 'c', operation })).toEqual([
    {
      kind: 'file.changed',
      path: 'list.md',
      change: 'added',
      added: 3,
      removed: 0,
      diff: { as: 'text', text: '--- list.md\n+++ list.md\n+a\n+\n+b\n' },
    },
  ]);
  const gone = { type: 'delete_file', path: 'list.md' };
  expect(editsOf('apply_patch', { operation: gone })).toMatchObject([{ change: 'deleted' }]);
  expect(editsOf('apply_patch', { operation: { type: 'new_kind', path: 'a' } })).toEqual([]);
});

it('reads an old and a new text, and what is written', () => {
  const edit = { filePath: 'a', oldString: 'x', newString: 'y' };
  expect(editsOf('replace', edit)).toMatchObject([{ path: 'a', added: 1, removed: 1 }]);
  const text = { path: 'a', content: 'x\ny\n' };
  expect(editsOf('create_file', text)).toMatchObject([{ change: 'added', added: 2 }]);
  // What the file held before is not told.
  expect(editsOf('write_file', text)).toEqual([
    { kind: 'file.changed', path: 'a', change: 'modified' },
  ]);
});

it('takes no reading for an edit', () => {
  expect(editsOf('read', { path: 'a' })).toEqual([]);
  expect(editsOf('read', null)).toEqual([]);
});
