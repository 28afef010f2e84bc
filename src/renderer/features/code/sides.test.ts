import { expect, test } from 'vitest';
import { readDiff } from '../../../core/build/tool-diff.ts';
import { withoutNumbers } from './numbered.ts';
import { sidesOf } from './sides.ts';

test('each side of a diff is read by itself, and its lines keep their places', () => {
  const { before, after } = sidesOf(readDiff('@@ -1 +1 @@\n a\n-b\n+c\n d'));
  expect(before).toEqual({ text: 'a\nb\nd', places: [1, 2, 4] });
  expect(after).toEqual({ text: 'a\nc\nd', places: [1, 3, 4] });
});

test('the numbers of a printed file are told from what stands in it', () => {
  expect(withoutNumbers(['     1→a', '     2→', '    10→ b'])).toEqual({
    text: 'a\n\n b',
    before: [7, 7, 7],
  });
  expect(withoutNumbers(['1\ta', '2\tb']).text).toBe('a\nb');
  expect(withoutNumbers(['1: a', 'b']).text).toBe('1: a\nb');
});
