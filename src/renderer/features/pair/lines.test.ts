import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AlignedRow } from '../../../core/build/align/align.ts';
import { differencesIn, lineOf, linesOf } from './lines.ts';

/** `.` is alike, `~` differs in words, `x` in work; `+` is ahead. */
const weights = { '.': 'alike', '~': 'words', x: 'work', '+': 'ahead' } as const;
const rowsOf = (text: string): AlignedRow[] =>
  Array.from(text, (letter, place) => ({
    left: place,
    right: place,
    differs: letter === '.' ? [] : [letter === 'x' ? 'outcome' : 'text'],
    weight: weights[letter as keyof typeof weights],
  }));
const shown = (text: string, words = false, opened: number[] = []) =>
  linesOf(rowsOf(text), words, new Set(opened)).map((line) =>
    line.kind === 'row'
      ? `${line.row}`
      : `[${line.rows}${line.reworded ? ` ~${line.reworded}` : ''}]`,
  );

test('what is alike is folded, but for what stands next to a difference', () => {
  expect(shown('........x........')).toEqual(['[6]', '6', '7', '8', '9', '10', '[6]']);
  expect(shown('....')).toEqual(['[4]']);
  expect(shown('...x')).toEqual(['0', '1', '2', '3']);
  expect(shown('x.......x')).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
  expect(shown('x........x')).toEqual(['0', '1', '2', '[4]', '7', '8', '9']);
  expect(shown('........x', false, [0])).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
});

test('other words are differences only where they are asked for', () => {
  expect(shown('...~...')).toEqual(['[7 ~1]']);
  expect(shown('...~...', true)).toHaveLength(7);
  expect(differencesIn(rowsOf('.xx.~.x'), false)).toEqual([1, 6]);
  expect(differencesIn(rowsOf('.xx.~.x'), true)).toEqual([1, 4, 6]);
});

test('what one of them has not come to yet is shown as it is', () => {
  expect(shown('......+++')).toEqual(['[4]', '4', '5', '6', '7', '8']);
  expect(differencesIn(rowsOf('...+++'), true)).toEqual([]);
});

test('every row stands in one line', () => {
  const text = fc.string({ unit: fc.constantFrom('.', '.', '.', '~', 'x'), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.boolean(), (letters, words) => {
      const rows = rowsOf(letters);
      const lines = linesOf(rows, words, new Set());
      const counted = lines.map((line) => (line.kind === 'row' ? 1 : line.rows));
      expect(counted.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
      rows.forEach((_, row) => {
        const line = lines[lineOf(lines, row)];
        expect(
          line && line.row <= row && row < line.row + (line.kind === 'row' ? 1 : line.rows),
        ).toBe(true);
      });
    }),
  );
});
