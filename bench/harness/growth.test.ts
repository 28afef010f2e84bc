import { expect, test } from 'vitest';
import { exponent, slope } from './growth.ts';

const sizes = [1000, 10_000, 100_000];
const points = (cost: (size: number) => number) =>
  sizes.map((size) => ({ size, cost: cost(size) }));

test('the exponent of a power is that power, whatever stands before it', () => {
  expect(exponent(points(() => 3))).toBeCloseTo(0, 10);
  expect(exponent(points((size) => 0.002 * size))).toBeCloseTo(1, 10);
  expect(exponent(points((size) => 7 * size ** 2))).toBeCloseTo(2, 10);
  expect(exponent(points((size) => size ** 0.5))).toBeCloseTo(0.5, 10);
});

test('it is between those of the two costs that a cost is made of', () => {
  const mixed = exponent(points((size) => 100 + 0.01 * size));
  expect(mixed).toBeGreaterThan(0.1);
  expect(mixed).toBeLessThan(1);
});

test('one size, or none, tells nothing of growth', () => {
  expect(exponent([])).toBeNaN();
  expect(exponent([{ size: 10, cost: 1 }])).toBeNaN();
  expect(
    exponent([
      { size: 10, cost: 1 },
      { size: 10, cost: 2 },
    ]),
  ).toBeNaN();
  // A cost of nothing has no logarithm, and is left out.
  expect(
    exponent([
      { size: 10, cost: 0 },
      { size: 20, cost: 2 },
    ]),
  ).toBeNaN();
});

test('a slope is what one unit more costs', () => {
  expect(slope([0, 1, 2, 3].map((size) => ({ size, cost: 5 - 2 * size })))).toBeCloseTo(-2, 10);
  expect(slope([{ size: 1, cost: 1 }])).toBeNaN();
});
