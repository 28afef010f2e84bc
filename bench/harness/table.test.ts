import { expect, test } from 'vitest';
import { broken, row } from './result.ts';
import { tableOf } from './table.ts';

test('columns stand under one another, and what broke stands in the table', () => {
  const target = { of: 'value', is: 'at most', limit: 30 } as const;
  const rows = [
    row({ name: 'quick', value: 12, unit: 'ms', target }),
    row({ name: 'much slower', value: 1234, unit: 'ms', target, note: 'x'.repeat(200) }),
    broken('gone', 'it hung'),
  ];
  const lines = tableOf(rows).split('\n');
  expect(lines).toHaveLength(5);
  const [head = '', , first = '', second = '', third = ''] = lines;
  expect(head.split(/ {2,}/)).toEqual([
    'name',
    'Ratchet',
    'comparison',
    'ratio',
    'target',
    'holds',
  ]);
  expect(first.indexOf('≤ 30 ms')).toBe(head.indexOf('target'));
  expect(first).toMatch(/yes$/);
  expect(second).toMatch(/NO$/);
  expect(second).toContain('…');
  expect(third).toContain('error: it hung');
});
