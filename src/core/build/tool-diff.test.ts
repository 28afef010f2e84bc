import { expect, test } from 'vitest';
import type { Json } from './content.ts';
import { reduceAll } from './reduce.ts';
import { emptyState, type ToolNode } from './state.ts';
import { diffOf } from './tool-diff.ts';

function tool(name: string, json: Json): ToolNode {
  const input = { as: 'json', json } as const;
  const state = reduceAll(emptyState, [{ kind: 'tool.started', at: 1, call: 'a', name, input }]);
  const node = state.nodes.chunks[0]?.[0];
  if (node?.kind !== 'tool') throw new Error('no tool');
  return node;
}
const show = (name: string, json: Json) =>
  diffOf(tool(name, json))?.lines.map(({ kind, text }) => `${kind} ${text}`);

test('what old and new have in common stands once', () => {
  expect(show('Edit', { old_string: 'a\nb\nc', new_string: 'a\nB\nB2\nc' })).toEqual([
    'same a',
    'removed b',
    'added B',
    'added B2',
    'same c',
  ]);
});

test('several edits are set apart', () => {
  const edits = [
    { old_string: 'a', new_string: 'b' },
    { old_string: '', new_string: 'c' },
  ];
  expect(show('MultiEdit', { edits })).toEqual(['removed a', 'added b', 'hunk ', 'added c']);
});

test('a file that is written is all new; a tool that only has a content is none', () => {
  expect(show('Write', { file_path: 'x', content: 'a\nb\n' })).toEqual(['added a', 'added b']);
  expect(show('Say', { file_path: 'x', content: 'a' })).toBeUndefined();
});

test('a patch is read line by line', () => {
  expect(show('apply_patch', { patch: '@@ -1 +1 @@\n-a\n+b\n c' })).toEqual([
    'hunk @@ -1 +1 @@',
    'removed a',
    'added b',
    'same c',
  ]);
});

test('other tools have no diff', () => {
  expect(show('Bash', { command: 'ls' })).toBeUndefined();
});
