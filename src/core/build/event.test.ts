import { expect, it } from 'vitest';
import { buildEventSchema } from './event.ts';

it.each([
  [8.64e15, true],
  [8.64e15 + 1, false],
  [Number.MAX_SAFE_INTEGER, false],
  [-1, false],
])('a time that is no date is no time: %d', (at, passes) => {
  expect(buildEventSchema.safeParse({ kind: 'notice', at, text: 'x' }).success).toBe(passes);
});
