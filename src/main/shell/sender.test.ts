import { expect, test } from 'vitest';
import { isTrustedSender } from './sender.ts';

test('the page of the window is trusted, whatever its path', () => {
  expect(isTrustedSender({ url: 'app://ratchet/', parent: null })).toBe(true);
  expect(isTrustedSender({ url: 'app://ratchet/#build/1', parent: null })).toBe(true);
});

test('a frame inside the page is not', () => {
  expect(isTrustedSender({ url: 'app://ratchet/', parent: {} })).toBe(false);
});

test('a frame that is gone is not', () => {
  expect(isTrustedSender(null)).toBe(false);
});

test.each([
  'app://ratchet.evil/',
  'app://other/',
  'https://ratchet/',
  'file:///index.html',
  'about:blank',
  '',
])('a page at %s is not', (url) => {
  expect(isTrustedSender({ url, parent: null })).toBe(false);
});
