import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineDiff } from './line-diff.ts';

const show = (before: string[], after: string[]) =>
  lineDiff(before, after).map(
    ({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`,
  );

test('keeps what stands in the middle', () => {
  expect(show(['a=1', 'b=2'], ['a=2', 'b=2', 'c=4'])).toEqual(['-a=1', '+a=2', ' b=2', '+c=4']);
});

test('leads from the one to the other', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = lineDiff(before, after);
      const without = (kind: string) =>
        diff.filter((one) => one.kind !== kind).map(({ text }) => text);
      expect(without('added')).toEqual(before);
      expect(without('removed')).toEqual(after);
    }),
  );
});

test('does not look for the shortest way between texts that have nothing in common', () => {
  const many = (name: string) => Array.from({ length: 20_000 }, (_, index) => `${name}${index}`);
  expect(lineDiff(many('a'), many('b'))).toHaveLength(40_000);
});
