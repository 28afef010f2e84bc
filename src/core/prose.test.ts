import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cpuClock } from '../../test/support/cpu-clock.ts';
import { blocksOf, partsOf, spansOf } from './prose.ts';

/** Spans in short: `[code]`, `<strong>`. */
const marked = (text: string) =>
  spansOf(text)
    .map(({ text, isStrong, isCode }) => {
      const inner = isCode ? `[${text}]` : text;
      return isStrong ? `<${inner}>` : inner;
    })
    .join('');

test.each([
  ['a `b` and **c d**', 'a [b] and <c d>'],
  ['**use `x` now**', '<use ><[x]>< now>'],
  ['`f(**kw, **more)`', '[f(**kw, **more)]'],
  ['2 ** 3 ** 4, a * b, **open', '2 ** 3 ** 4, a * b, **open'],
  ['a ` b\n` c, **d\ne**', 'a ` b\n` c, **d\ne**'],
  ['', ''],
])('%j is %j', (text, expected) => expect(marked(text)).toBe(expected));

test('code is what stands between fences, of whatever length, and to the end where one is open', () => {
  expect(partsOf('a\n```ts\n# x\n```\nb')).toEqual([
    { is: 'prose', text: 'a' },
    { is: 'code', text: '# x' },
    { is: 'prose', text: 'b' },
  ]);
  expect(partsOf('````\n```\n````')).toEqual([{ is: 'code', text: '```' }]);
  expect(partsOf('~~~\nx')).toEqual([{ is: 'code', text: 'x' }]);
  expect(partsOf('```x``` is code')).toEqual([{ is: 'prose', text: '```x``` is code' }]);
});

test('headings, lists, rules and paragraphs', () => {
  const text =
    '## Done\nOne\ntwo\n\n- a\n  more\n\n  1. b\n\n---\n#hash and -dash\n* \n3.5 is\n*** x';
  expect(blocksOf(text)).toEqual([
    { is: 'heading', text: 'Done' },
    { is: 'text', text: 'One\ntwo' },
    {
      is: 'list',
      items: [
        { depth: 0, number: '', text: 'a\nmore' },
        { depth: 1, number: '1.', text: 'b' },
      ],
    },
    { is: 'rule' },
    { is: 'text', text: '#hash and -dash\n* \n3.5 is\n*** x' },
  ]);
});

test('no word is lost, whatever is written', () => {
  const piece = fc.constantFrom('`', '**', '*', '```', '\n', '- ', '# ', '1. ', '---', 'w', ' ');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      // The language of a fence and the fence itself are not words of the text.
      const words = partsOf(text).flatMap(({ is, text }) => {
        if (is === 'code') return [text];
        return blocksOf(text).flatMap((block) => {
          if (block.is === 'rule') return [];
          return block.is === 'list' ? block.items.map((item) => item.text) : [block.text];
        });
      });
      const fenced = text.split('\n').filter((line) => /^ *```/.test(line));
      const count = (all: string) => all.split('w').length - 1;
      const shown = words
        .map((one) =>
          spansOf(one)
            .map((span) => span.text)
            .join(''),
        )
        .join('');
      expect(count(shown)).toBeGreaterThanOrEqual(count(text) - count(fenced.join('')));
    }),
  );
});

test.each(['`', '**', '**a', '**a`', '- ', '# ', '```\n', ' ', '\t', '1', '**`a` '])(
  'hostile text costs time in proportion to its length: %j',
  (part) => {
    const text = part.repeat(200_000);
    const spent = cpuClock();
    for (const one of partsOf(text)) blocksOf(one.text);
    spansOf(text);
    expect(() => spansOf(part + 'a'.repeat(3_000_000))).not.toThrow();
    expect(spent()).toBeLessThan(3000);
  },
);
