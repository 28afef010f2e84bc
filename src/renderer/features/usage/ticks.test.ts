import { expect, test } from 'vitest';
import { moneyAtTick, tokensAtTick } from './ticks.ts';

test('ticks of tokens are round, and written so', () => {
  expect([0, 500, 1000, 2500, 5000, 10_000, 2_000_000].map(tokensAtTick)).toEqual([
    '0',
    '500',
    '1k',
    '2.5k',
    '5k',
    '10k',
    '2M',
  ]);
});

test('ticks of an axis of dollars have as many digits, and enough to be told apart', () => {
  const axis = (step: number) => [0, 1, 2].map((place) => moneyAtTick(place * step, step));
  expect(axis(0.05)).toEqual(['$0.00', '$0.05', '$0.10']);
  expect(axis(0.025)).toEqual(['$0.000', '$0.025', '$0.050']);
  expect(axis(0.001)).toEqual(['$0.000', '$0.001', '$0.002']);
  expect(axis(20)).toEqual(['$0.00', '$20.00', '$40.00']);
  // However small a step is, there is an end of digits.
  expect(moneyAtTick(1e-9, 1e-9)).toBe('$0.000000');
});
