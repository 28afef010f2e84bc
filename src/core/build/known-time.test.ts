import { expect, test } from 'vitest';
import { spanOf, tookOf } from './known-time.ts';

test('what begins and ends at the same time was not measured', () => {
  expect([spanOf(5, 5), spanOf(5, 4), spanOf(5, 6)]).toEqual([null, null, 1]);
  const took = [null, 0, 12].map((durationMs) => tookOf({ durationMs }));
  expect(took).toEqual([null, null, 12]);
});
