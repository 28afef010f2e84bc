import { expect, it } from 'vitest';
import { Budget } from './budget.ts';

it('a budget lets so many through in so long, and tells how many it refused', () => {
  const budget = new Budget(2, 1000);
  expect([0, 1, 2, 999].map((at) => budget.take(at))).toEqual([0, 0, null, null]);
  expect([1000, 1001, 1002].map((at) => budget.take(at))).toEqual([2, 0, null]);
  expect(budget.take(5000)).toBe(1);
});
