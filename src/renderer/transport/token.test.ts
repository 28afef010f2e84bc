import { expect, test } from 'vitest';
import { isKeyRefused, keyRefused, tokenIn } from './token.ts';

const token = 'Ab-_'.repeat(10) + 'xyz';

test.each([
  [token, token],
  [`  ${token}\n`, token],
  [`http://127.0.0.1:4717/#token=${token}`, token],
  [`#token=${token}`, token],
  ['http://127.0.0.1:4717/', null],
  [token.slice(1), null],
  [`${token}x`, null],
  ['', null],
])('of %j the token is %j', (pasted, found) => {
  expect(tokenIn(pasted)).toBe(found);
});

test('only a key that the host does not take is refused for good', () => {
  const { code, message } = keyRefused();
  expect(isKeyRefused({ phase: 'refused', error: { code, message } })).toBe(true);
  expect(isKeyRefused({ phase: 'waiting', error: { code, message } })).toBe(false);
  expect(isKeyRefused({ phase: 'refused', error: null })).toBe(false);
});
