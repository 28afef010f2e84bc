import { expect, test } from 'vitest';
import { settle, spansOf } from './ansi.ts';

const ESC = '\u001b';

test('the sixteen colours become classes of the theme', () => {
  expect(spansOf(`a ${ESC}[1;31mFAIL${ESC}[0m b`)).toEqual([
    { text: 'a ', className: '' },
    { text: 'FAIL', className: 'ansi-red-fg font-semibold' },
    { text: ' b', className: '' },
  ]);
});

test('other colours are given as such', () => {
  const [one] = spansOf(`${ESC}[38;2;1;2;3mx`);
  expect(one?.color).toContain('rgb(1, 2, 3)');
  const [two] = spansOf(`${ESC}[38;5;208mx`);
  expect(two?.color).toContain('rgb(255, 135, 0)');
});

test('markup is text', () => {
  expect(spansOf('<img src=x onerror=alert(1)>')).toEqual([
    { text: '<img src=x onerror=alert(1)>', className: '' },
  ]);
});

test('a line that was drawn over shows its last state; commands to the terminal are left out', () => {
  expect(settle('10%\r50%\r100%\ndone\r\n')).toBe('100%\ndone\n');
  expect(settle(`${ESC}]8;;https://x.test\u0007link${ESC}]8;;\u0007`)).toBe('link');
  expect(settle('a\u0000b\u0008c')).toBe('abc');
});
