import { expect, test } from 'vitest';
import { reduce } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { startsOf } from './todo-steps.ts';

type Status = 'pending' | 'active' | 'done';
const plan = (...todos: [id: string, status: Status][]): BuildEvent => ({
  kind: 'plan.updated',
  at: 0,
  todos: todos.map(([id, status]) => ({ id, text: id, status })),
});
const folded = (...events: BuildEvent[]) => events.reduce(reduce, emptyState);

test('TODOs begin where they were active first, in that order and not in that of the plan', () => {
  const state = folded(
    plan(['a', 'pending'], ['b', 'active'], ['c', 'pending']),
    plan(['a', 'active'], ['b', 'pending'], ['c', 'pending']),
    plan(['a', 'done'], ['b', 'active'], ['c', 'pending']),
  );
  const named = new Map(state.todos.map(({ key, text }) => [key, text]));
  expect(startsOf(state).map(({ version, todo }) => [version, named.get(todo)])).toEqual([
    [1, 'b'],
    [2, 'a'],
  ]);
  expect(startsOf(emptyState)).toEqual([]);
});
