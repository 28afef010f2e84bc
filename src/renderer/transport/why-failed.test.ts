import { expect, test } from 'vitest';
import { whyFailed } from './why-failed.ts';

test('a failure is told in the words of who failed', () => {
  expect(whyFailed(new TypeError('Failed to fetch'))).toBe('The host does not answer.');
  expect(whyFailed(new Error('It is closed.'))).toBe('It is closed.');
  expect(whyFailed('late')).toBe('late');
  const crossed =
    "Error invoking remote method 'ratchet:play-demo': RatchetError: It is read-only.";
  expect(whyFailed(new Error(crossed))).toBe('It is read-only.');
});
