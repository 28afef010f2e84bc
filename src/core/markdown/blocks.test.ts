import fc from 'fast-check';
import { expect, test } from 'vitest';
import { continued, fencedCode, nothing } from './blocks.ts';
import { cpuClock } from '../../../test/support/cpu-clock.ts';

const blocksOf = (text: string) => continued(nothing, text).blocks;

test.each([
  ['one\ntwo\n\nthree', ['one\ntwo\n\n', 'three']],
  ['- a\n\n- b\n\n  more\n\nend', ['- a\n\n- b\n\n  more\n\n', 'end']],
  ['1. a\n\n2. b', ['1. a\n\n2. b']],
  ['```ts\na\n\nb\n```\n\nend', ['```ts\na\n\nb\n```\n\n', 'end']],
  ['```ts\na\n\nb', ['```ts\na\n\nb']],
  ['- ```\n  a\n\nb\n  ```\n\nend', ['- ```\n  a\n\nb\n  ```\n\n', 'end']],
  ['a\n\n    code\n\nend', ['a\n\n    code\n\n', 'end']],
  ['\n\na', ['\n\na']],
  ['', []],
])('%j is cut where a block surely ends', (text, expected) =>
  expect(blocksOf(text)).toEqual(expected),
);

const piece = fc.constantFrom(
  '`',
  '```',
  '~~~',
  '\n',
  '\n\n',
  '- ',
  '-',
  '1',
  '1. ',
  '# ',
  '|',
  'w',
  ' ',
  '    ',
  '\t',
  '> ',
);

test('nothing is lost, and what has settled stays as it is while the text grows', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      let cut = nothing;
      let text = '';
      for (const part of pieces) {
        const before = cut.blocks;
        text += part;
        cut = continued(cut, text);
        expect(cut.blocks.join('')).toBe(text);
        expect(cut.blocks.slice(0, Math.max(0, before.length - 1))).toEqual(before.slice(0, -1));
        // Step by step or at once: the same.
        expect(cut.blocks).toEqual(blocksOf(text));
      }
    }),
  );
});

test('a text that was replaced is cut anew', () => {
  expect(continued(continued(nothing, 'a\n\nb'), 'x\n\ny').blocks).toEqual(['x\n\n', 'y']);
});

test('code between fences is told by its language', () => {
  expect(fencedCode('```ts x\na\n\nb\n```\n\n')).toEqual({ language: 'ts', code: 'a\n\nb' });
  expect(fencedCode('~~~\na\n')).toEqual({ language: '', code: 'a' });
  expect(fencedCode('```\na\n```\nmore')).toBeNull();
  expect(fencedCode('```a``` b\n')).toBeNull();
});

test.each(['\n', '\n\n', '- ', '-\n\n', '```\n', ' ', 'a\n\n', '1. \n', '~~~'])(
  'hostile text costs time in proportion to its length: %j',
  (part) => {
    const text = part.repeat(50_000);
    const spent = cpuClock();
    blocksOf(text);
    fencedCode(text);
    expect(spent()).toBeLessThan(2000);
  },
);
