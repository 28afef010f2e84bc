import { expect, test } from 'vitest';
import { emptyState } from '../../../core/build/state.ts';
import { summarise } from '../../../core/build/summary.ts';
import { listChanges } from './list-changes.ts';

test('a list differs by the builds that are new, others, or gone', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => summarise(id, emptyState));
  if (!a || !b || !c) throw new Error('three were made');
  const other = { ...b, version: 2 };
  expect(listChanges([a, b], [a, other, c])).toEqual({ changed: [other, c], gone: [] });
  expect(listChanges([a, b], [b])).toEqual({ changed: [], gone: ['a'] });
  expect(listChanges([], [])).toEqual({ changed: [], gone: [] });
});
