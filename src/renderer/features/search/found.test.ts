import { expect, test } from 'vitest';
import { placeOf } from './found.ts';

const texts = new Map([
  ['Input', '{"command": "tide --Mooring table"}'],
  ['Output', 'This command requires approval'],
]);

test('the tab in which most of the words stand, in letters of any case', () => {
  expect(placeOf(['mooring'], texts, 'Output')).toBe('Input');
  expect(placeOf(['src/elsewhere', 'Mooring'], texts, 'Output')).toBe('Input');
  expect(placeOf(['approval'], texts, 'Input')).toBe('Output');
});

test('where a row is opened as ever, nothing is said', () => {
  expect(placeOf(['command'], texts, 'Output')).toBeNull();
  expect(placeOf(['not there'], texts, 'Output')).toBeNull();
  expect(placeOf([], texts, 'Output')).toBeNull();
});
