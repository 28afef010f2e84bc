import { expect, test } from 'vitest';
import type { BuildEvent } from '../../../core/build/event.ts';
import { emptyOutline, extendOutline } from '../../../core/build/outline.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { rowsOf } from '../plan/rows.ts';
import { focusOf, isOutside } from './focus.ts';

const at = 1;
const events: BuildEvent[] = [
  { kind: 'tool.started', at, call: 'a', name: 'a' },
  { kind: 'tool.ended', at, call: 'a', outcome: 'succeeded' },
  { kind: 'plan.updated', at, todos: [{ text: 'one', status: 'active' }] },
  { kind: 'tool.started', at, call: 'b', name: 'b' },
  {
    kind: 'plan.updated',
    at,
    todos: [
      { text: 'one', status: 'done' },
      { text: 'two', status: 'active' },
      { text: 'three', status: 'pending' },
    ],
  },
  { kind: 'notice', at, text: 'n' },
];

/** Names of the rows that nothing of happened within a window. */
function outside(one: number, other: number): string[] {
  const state = reduceAll(emptyState, events);
  const outline = extendOutline(emptyOutline(), state.nodes);
  const open = new Map(
    ['before', ...state.todos.map(({ key }) => `todo:${key}`)].map((key) => [key, true] as const),
  );
  return rowsOf(state, outline, open)
    .filter((row) => isOutside(row, focusOf(one, other)))
    .map((row) => (row.kind === 'node' ? row.node.key : row.kind === 'todo' ? row.todo.text : ''));
}

test('what ended before the window or began after it is outside, what still runs is not', () => {
  expect(outside(6, 6)).toEqual(['tool:a', 'one', 'three']);
  expect(outside(2, 1)).toEqual(['one', 'tool:b', 'two', 'notice:v6', 'three']);
});

test('what reaches into the window is within it, from either side', () => {
  expect(outside(2, 4)).toEqual(['two', 'notice:v6', 'three']);
});
