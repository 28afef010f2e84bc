import { expect, test } from 'vitest';
import { newPace } from './pace.ts';

test.each([
  ['as it was made', 1, [1000, 1400, 1400], [0, 400, 0]],
  ['twice as fast', 2, [1000, 1400], [0, 200]],
  ['long pauses are cut', 1, [0, 3_600_000], [0, 3000]],
  ['clocks that jump back do not pause twice', 1, [1000, 500, 1100], [0, 0, 100]],
  ['without times, at a fixed rate', 1, [null, null], [50, 50]],
  ['as fast as it goes', 0, [0, 1000, null], [0, 0, 0]],
])('%s', (_name, speed, times, waits) => {
  expect(times.map(newPace(speed))).toEqual(waits);
});
