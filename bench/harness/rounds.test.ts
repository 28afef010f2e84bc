import { expect, test } from 'vitest';
import { contest, median } from './rounds.ts';

test('the median is the one in the middle, or between the two there', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 100])).toBe(3);
  expect(median([])).toBeNaN();
});

test('those that are compared take turns, in changing order, and the warm-up does not count', async () => {
  const order: string[] = [];
  let slow = 1000;
  const medians = await contest({
    of: {
      a: () => (order.push('a'), (slow /= 10)),
      b: async () => (order.push('b'), 7),
    },
    rounds: 3,
    warmUp: 1,
  });
  expect(order.join('')).toBe('baabbaab');
  // 100 warmed up; 10, 1 and 0.1 count.
  expect(medians).toEqual({ a: 1, b: 7 });
});
