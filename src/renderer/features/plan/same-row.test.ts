import { expect, test } from 'vitest';
import type { BuildEvent } from '../../../core/build/event.ts';
import { emptyOutline, extendOutline } from '../../../core/build/outline.ts';
import { reduce, reduceAll } from '../../../core/build/reduce.ts';
import { type BuildState, emptyState } from '../../../core/build/state.ts';
import { rowsOf } from './rows.ts';
import { sameButPlace } from './same-row.ts';

const at = 1;
const tool = (call: string): BuildEvent => ({ kind: 'tool.started', at, call, name: 'Bash' });
const begun = reduceAll(emptyState, [
  { kind: 'plan.updated', at, todos: [{ id: 'a', text: 'a', status: 'active' }] },
  tool('one'),
  tool('two'),
]);

const rowsIn = (state: BuildState, folds: [string, boolean][] = []) =>
  rowsOf(state, extendOutline(emptyOutline(), state.nodes), new Map(folds));

/** Keys of the rows that another event changes, beside their places. */
function changed(event: BuildEvent, folds?: [string, boolean][]): string[] {
  const before = new Map(rowsIn(begun).map((row) => [row.key, row]));
  return rowsIn(reduce(begun, event), folds)
    .filter((row) => {
      const former = before.get(row.key);
      return !former || !sameButPlace(former, row);
    })
    .map(({ key }) => key);
}

test('an event changes the rows that it is about, and no others', () => {
  expect(changed({ kind: 'tool.ended', at, call: 'one', outcome: 'succeeded' })).toEqual([
    'tool:one',
  ]);
  expect(changed({ kind: 'usage', at, scope: 'session', input: 1, output: 1 })).toEqual([]);
});

test('one more beside it changes the place of a row alone', () => {
  const keys = changed(tool('three'));
  expect(keys).toContain('tool:three');
  expect(keys).not.toContain('tool:one');
});

test('a row that was folded is another one', () => {
  const [todo] = rowsIn(begun);
  if (!todo) throw new Error('the plan has a row');
  const usage: BuildEvent = { kind: 'usage', at, scope: 'session', input: 1, output: 1 };
  expect(changed(usage, [[todo.key, false]])).toEqual([todo.key]);
});
