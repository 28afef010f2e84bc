import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { newBreath } from './breath.ts';

test('works that go on at the same time have one turn of the event loop after the other', async () => {
  const began: number[] = [];
  const works = [1, 2, 3, 4].map(async (no) => {
    await newBreath()();
    began.push(no);
    await newBreath()();
    began.push(no * 10);
  });
  const seen: number[] = [];
  while (began.length < 8) {
    await turn();
    seen.push(began.length);
  }
  await Promise.all(works);
  expect(began).toEqual([1, 2, 3, 4, 10, 20, 30, 40]);
  // Never two of them between one look and the next.
  expect(seen.every((count, at) => count - (seen[at - 1] ?? 0) <= 1)).toBe(true);
});
