import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesAt, parseQuery } from './query.ts';
import { snippetOf } from './snippet.ts';
import { humpsIn, humpsOf, spaced, wordsIn } from './words.ts';

const words = (text: string) => Array.from(wordsIn(text), ({ folded }) => folded);
const marked = (text: string, query: string) => {
  const { text: line, ranges } = snippetOf(text, parseQuery(query));
  return ranges.map(([from, to]) => line.slice(from, to));
};

describe('words', () => {
  test.each([
    ['src/store/session_key.ts', ['src', 'store', 'session', 'key', 'ts']],
    ['Naïve CAFÉ №5', ['naive', 'cafe', '5']],
    ['a数据b', ['a', '数', '据', 'b']],
    ['I\u0307stanbul', ['istanbul']],
    ['\u{d800}x\0y', ['x', 'y']],
  ])('of %j', (text, expected) => expect(words(text)).toEqual(expected));

  test('stand where they say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const { at, length, folded } of wordsIn(text)) {
          expect(words(text.slice(at, at + length))).toEqual([folded]);
        }
      }),
    );
  });

  test('with spaces between are the same words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(words(spaced(text))).toEqual(words(text));
      }),
    );
  });

  test.each([
    ['getSessionToken', ['sessiontoken', 'token']],
    ['HTTPServer', ['server']],
    ['plain', []],
    ['x'.repeat(40) + 'Y'.repeat(40), []],
  ])('of %j begin within it', (name, expected) => expect(humpsOf(name)).toEqual(expected));

  test('of names are told once', () => {
    expect([...humpsIn('aB aB')]).toEqual(['b']);
  });
});

describe('a query', () => {
  test.each([
    ['store/session migr', ['store session*', 'migr*']],
    ['"exact phrase" x', ['exact phrase', 'x']],
    ['"never closed', ['never closed']],
    [':: "" * OR (', ['or*']],
    ['', []],
  ])('%j', (query, expected) => {
    const terms = parseQuery(query);
    expect(terms.map((one) => one.words.join(' ') + (one.isExact ? '' : '*'))).toEqual(expected);
  });

  test('has words of letters and digits only, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => {
        for (const word of parseQuery(query).flatMap((term) => term.words)) {
          expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
        }
      }),
    );
  });

  test('is bounded', () => {
    expect(parseQuery('word '.repeat(500))).toHaveLength(16);
  });

  test('matches by how words begin, but exactly in quotes', () => {
    const text = [...wordsIn('the migrated store')];
    const [prefix, exact] = parseQuery('migr "migr"');
    if (!prefix || !exact) throw new Error('no terms');
    expect([matchesAt(prefix, text, 1), matchesAt(exact, text, 1)]).toEqual([true, false]);
  });
});

describe('a snippet', () => {
  test.each([
    ['Migrate the store', 'migr', ['Migr']],
    ['open src/store/session.ts now', 'store/session', ['store/session']],
    ['a café', 'cafe', ['café']],
    ['call getSessionToken()', 'session', ['Session']],
    ['store the store key', 'store "store key"', ['store', 'store']],
    ['nothing here', 'absent', []],
  ])('of %j marks what %j found', (text, query, expected) => {
    expect(marked(text, query)).toEqual(expected);
  });

  test('is one short line around the first match', () => {
    const text = `${'before '.repeat(50)}\n\n\tneedle   and\nthread ${'after '.repeat(80)}`;
    const { text: line, ranges } = snippetOf(text, parseQuery('needle thread'));
    expect(line).toMatch(/^…(before )+needle and thread (after ?)+/);
    expect(line.length).toBeLessThan(220);
    expect(ranges.map(([from, to]) => line.slice(from, to))).toEqual(['needle', 'thread']);
  });

  test('has ranges in their order, within it, of any text and query', () => {
    const any = fc.string({ unit: 'binary', maxLength: 400 });
    fc.assert(
      fc.property(any, any, (text, query) => {
        const { text: line, ranges } = snippetOf(text, parseQuery(query));
        let last = 0;
        for (const [from, to] of ranges) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          last = to;
        }
        expect(last).toBeLessThanOrEqual(line.length);
      }),
    );
  });
});
