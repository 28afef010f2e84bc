import { expect, test } from 'vitest';
import { once } from './use-more.ts';

test('what two pages have stands where it stood first', () => {
  const items = ['a1', 'b1', 'c1', 'b2', 'd1'];
  expect(once(items, (item) => item.charAt(0))).toEqual(['a1', 'b1', 'c1', 'd1']);
});
