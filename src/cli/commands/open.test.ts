import { expect, test } from 'vitest';
import { placeOf } from './open.ts';

test('what a link leads to is taken from it, whatever port and key it had', () => {
  const place = 'build=a&version=412&row=todo%3A7';
  expect(placeOf(`http://127.0.0.1:4717/#${place}`)).toBe(place);
  expect(placeOf(`http://127.0.0.1:1/#token=old&${place}`)).toBe(place);
  expect(placeOf(place)).toBe(place);
});

test.each(['', 'http://127.0.0.1:4717/', 'http://127.0.0.1:4717/#token=x', 'login'])(
  '%j is no link to a build',
  (link) => expect(() => placeOf(link)).toThrow(expect.objectContaining({ code: 'no-link' })),
);
