import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../../../core/build/content.ts';
import { type JsonRow, noFolds, parentOf, pathTo, rowsOf } from './json-rows.ts';

const short = (row: JsonRow) =>
  `${' '.repeat(row.depth)}${row.name ?? '$'} ${row.kind}${row.open === null ? '' : row.open ? ' v' : ' >'}`;

test('small branches are open by themselves, long texts and large branches are not', () => {
  const json = {
    a: [1, { b: { c: { d: {} } } }],
    long: 'x'.repeat(200),
    many: Array.from({ length: 30 }, () => null),
  };
  expect(rowsOf(json, noFolds).map(short)).toEqual([
    '$ branch v',
    ' a branch v',
    '  0 leaf',
    '  1 branch v',
    '   b branch >',
    ' long text >',
    ' many branch >',
  ]);
  const open = new Map([
    ['long', true],
    ['a', false],
    ['many', true],
  ]);
  const rows = rowsOf(json, { open, shown: new Map([['many', 2]]) });
  expect(rows.map(short)).toEqual([
    '$ branch v',
    ' a branch >',
    ' long text v',
    '  long whole',
    ' many branch v',
    '  0 leaf',
    '  1 leaf',
    '  many more',
  ]);
  expect(rows.at(-1)).toMatchObject({ left: 28 });
  expect(parentOf(rows, 6)).toBe(4);
  expect(parentOf(rows, 0)).toBe(0);
});

test('a value of any size and depth costs what is open of it', () => {
  let deep: Json = 1;
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  expect(rowsOf(deep, noFolds)).toHaveLength(4);
  const wide = Array.from({ length: 500_000 }, (_, index) => index);
  expect(rowsOf(wide, noFolds)).toHaveLength(202);
});

test('a path reaches its value', () => {
  expect(pathTo(pathTo(pathTo('', 'a'), 0), 'b c')).toBe('a[0]["b c"]');
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => {
      const value = json as Json;
      for (const row of rowsOf(value, noFolds)) {
        if (row.kind === 'more' || row.kind === 'whole') continue;
        const access =
          row.path === '' || row.path.startsWith('[') ? `value${row.path}` : `value.${row.path}`;
        // oxlint-disable-next-line no-implied-eval, no-new-func, typescript/no-implied-eval
        const found: unknown = new Function('value', `return ${access}`)(value);
        expect(found).toEqual(row.value);
      }
    }),
  );
});
