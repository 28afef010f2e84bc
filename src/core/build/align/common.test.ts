import { diffArrays } from 'diff';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonIn, type Pairs } from './common.ts';
import { Pace } from './pace.ts';

function common(
  left: readonly number[],
  right: readonly number[],
): { pairs: Pairs; turns: number } {
  const run = commonIn(left, right, new Pace());
  for (let turns = 0; ; turns += 1) {
    const next = run.next();
    if (next.done) return { pairs: next.value, turns };
  }
}

const letters = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 });

test('pairs are alike, in order, and as many as there can be', () => {
  fc.assert(
    fc.property(letters, letters, (left, right) => {
      const { pairs } = common(left, right);
      let before: readonly [number, number] = [-1, -1];
      for (const [x, y] of pairs) {
        expect(left[x]).toBe(right[y]);
        expect(x > before[0] && y > before[1]).toBe(true);
        before = [x, y];
      }
      const kept = diffArrays(left, right)
        .filter(({ added, removed }) => !added && !removed)
        .reduce((sum, { value }) => sum + value.length, 0);
      expect(pairs).toHaveLength(kept);
    }),
  );
});

test('a change within what repeats stays in its place', () => {
  expect(common([1, 1, 1, 1], [1, 1, 2, 1]).pairs).toEqual([
    [0, 0],
    [1, 1],
    [3, 3],
  ]);
});

test('sequences without anything in common, or with much that moved, come to an end', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => index);
  const others = many.map((value) => value + 50_000);
  const none = common(many, others);
  expect(none.pairs).toEqual([]);
  // Each turn is bounded, and brings it on by as many edits as it may look through.
  expect(none.turns).toBeLessThan(400);
  const shuffled = many.map((value) => (value % 2 === 0 ? value : value + 50_000));
  expect(common(many, shuffled).pairs).toHaveLength(10_000);
});
