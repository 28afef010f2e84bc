import { expect, it } from 'vitest';
import { bandOf, bandWords } from './bands.ts';

const band = { from: 10, to: 38, ms: 5200 };

it('tells how long and how much was missed', () => {
  expect(bandWords(band)).toBe('reconnect 5 s, 28 replayed');
});

it('holds the versions that were missed, not the last that was there', () => {
  const found = [10, 11, 38, 39].map((version) => bandOf([band], version) === band);
  expect(found).toEqual([false, true, true, false]);
});
