import { expect, test } from 'vitest';
import { whyFailed } from './why-failed.ts';

test('the words of the main process, without those that Electron puts before them', () => {
  const told =
    "Error invoking remote method 'ratchet:delete-build': RatchetError: There is no build.";
  expect(whyFailed(new Error(told))).toBe('There is no build.');
  expect(whyFailed(new Error('Something else: it broke.'))).toBe('Something else: it broke.');
});

test('nobody listens', () => {
  expect(whyFailed(new TypeError('Failed to fetch'))).toBe('The host does not answer.');
});
