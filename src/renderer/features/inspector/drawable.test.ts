import { expect, test } from 'vitest';
import { isDrawable } from './drawable.ts';

test('only pictures that run nothing are drawn', () => {
  const mimes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
  expect(mimes.filter(isDrawable)).toEqual(mimes);
  const others = ['image/svg+xml', 'image/svg', 'text/html', 'image/png;x=1', 'image/png,', ''];
  expect(others.filter(isDrawable)).toEqual([]);
});
