import { expect, test } from 'vitest';
import { broken, figure, row, rowSchema } from './result.ts';

const measured = { name: 'n', unit: 'ms' } as const;

test('a value is held to its own limit, which it may reach', () => {
  const atMost = { of: 'value', is: 'at most', limit: 30 } as const;
  expect(row({ ...measured, value: 30, target: atMost })).toMatchObject({
    target: '≤ 30 ms',
    holds: true,
    ratio: null,
  });
  expect(row({ ...measured, value: 30.1, target: atMost }).holds).toBe(false);
});

test('a ratio is that of the value to what it is compared with', () => {
  const target = { of: 'ratio', is: 'at least', limit: 200 } as const;
  const against = { name: 'the other', value: 10 };
  expect(row({ ...measured, value: 2500, against, target })).toMatchObject({
    ratio: 250,
    comparison: 'the other: 10',
    target: '≥ 200 ×',
    holds: true,
  });
  expect(row({ ...measured, value: 1500, against, target }).holds).toBe(false);
});

test('what was not measured holds nothing', () => {
  const target = { of: 'value', is: 'at most', limit: 30 } as const;
  expect(row({ ...measured, value: NaN, target })).toMatchObject({ value: null, holds: false });
  const against = { name: 'nothing', value: 0 };
  const ratio = { of: 'ratio', is: 'at least', limit: 1 } as const;
  expect(row({ ...measured, value: 5, against, target: ratio }).ratio).toBeNull();
});

test('without a target there is nothing to hold; a note stands beside the comparison', () => {
  const against = { name: 'the other', value: 2 };
  expect(row({ ...measured, value: 1, against, note: 'max 4' })).toMatchObject({
    comparison: 'the other: 2; max 4',
    target: '',
    holds: null,
  });
});

test('every row fits the schema that the JSON promises', () => {
  for (const one of [row({ ...measured, value: 1 }), broken('n', 'it hung')]) {
    expect(rowSchema.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
  }
  expect(broken('n', 'it hung')).toMatchObject({ value: null, holds: false });
});

test('figures have three digits that mean something', () => {
  expect([0, 0.00123, 0.5, 1.234, 12.34, 123.4, 1234.5, 17_802.3].map(figure)).toEqual([
    '0',
    '0.00123',
    '0.5',
    '1.23',
    '12.3',
    '123',
    '1,235',
    '17,802',
  ]);
});
