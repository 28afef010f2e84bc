import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countWhile } from './sorted.ts';

test('counts as one that looks at each', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 })),
      fc.integer({ max: 60 }),
      (list, most) => {
        const sorted = list.toSorted((a, b) => a - b);
        const expected = sorted.filter((one) => one < most).length;
        expect(countWhile(sorted.length, (index) => (sorted[index] ?? 0) < most)).toBe(expected);
      },
    ),
  );
});
