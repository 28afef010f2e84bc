import { expect, it } from 'vitest';
import { latency } from './latency.ts';

it.each([
  [0.001, '0.1 ms'],
  [0.44, '0.4 ms'],
  [0.95, '1 ms'],
  [4.3, '4 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [12_340, '12.3 s'],
])('%d milliseconds are shown as %s', (milliseconds, text) => {
  expect(latency(milliseconds)).toBe(text);
});
