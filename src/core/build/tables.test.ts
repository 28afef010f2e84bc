import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyEvent } from '../../../test/support/arbitrary.ts';
import { canonicalHash } from '../sync/digest.ts';
import { reduceAll } from './reduce.ts';
import { emptyState } from './state.ts';
import { countRows, rowsFrom, type Run, tables, withoutRows, withRows } from './tables.ts';
import { vectorOf, vectorPush, emptyVector } from './vector.ts';

test('a state is what is left of it and the rows of its tables, however these were cut', () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      (events, length) => {
        const state = reduceAll(emptyState, events);
        const runs = tables.flatMap((table): Run[] => {
          const rows = [...rowsFrom(state, table, 0)];
          expect(rows).toHaveLength(countRows(state, table));
          const starts = rows.flatMap((_, at) => (at % length === 0 ? [at] : []));
          return starts.map((at) => ({ table, rows: rows.slice(at, at + length) }));
        });
        const joined = withRows(withoutRows(state), runs);
        expect(canonicalHash(joined)).toBe(canonicalHash(state));
        expect(JSON.stringify(joined)).toBe(JSON.stringify(state));
      },
    ),
  );
});

test('a vector of elements is the vector to which they were added', () => {
  const elements = Array.from({ length: 300 }, (_, at) => at);
  for (const length of [0, 1, 127, 128, 129, 300]) {
    const some = elements.slice(0, length);
    expect(vectorOf(some)).toEqual(some.reduce(vectorPush<number>, emptyVector<number>()));
  }
});
