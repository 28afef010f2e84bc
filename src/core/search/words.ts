/** A word of a text: as it is compared, and where it stands. In UTF-16 units. */
export interface Word {
  readonly folded: string;
  readonly at: number;
  readonly length: number;
}

/**
 * Scripts that put no space between words: each character is a word, and what is looked for is a
 * phrase of them.
 */
const single = String.raw`\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}`;
const wordPattern = new RegExp(
  `(?:${single})\\p{M}*|(?:(?!${single})[\\p{L}\\p{N}]\\p{M}*)+`,
  'gu',
);
const asciiWord = /[A-Za-z0-9]+/g;
/** Letters, digits and accents that are not of ASCII: most texts have none, only dashes and arrows. */
// oxlint-disable-next-line no-control-regex
const beyondAscii = /(?![\0-\x7f])[\p{L}\p{N}\p{M}]/u;
// oxlint-disable-next-line no-control-regex
const noAscii = /[^\0-\x7f]+/g;

/**
 * The words of a text: letters and digits, without case and accents. Whatever stands between them
 * parts them, so that a path, `snake_case` and `a.b()` are found by any of their words.
 */
export function* wordsIn(text: string): Generator<Word> {
  const isPlain = !beyondAscii.test(text);
  for (const found of text.matchAll(isPlain ? asciiWord : wordPattern)) {
    const [word] = found;
    const folded = isPlain ? word.toLowerCase() : fold(word);
    if (folded !== '') yield { folded, at: found.index, length: word.length };
  }
}

const fold = (word: string): string =>
  beyondAscii.test(word)
    ? word.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '')
    : word.toLowerCase();

/**
 * The text as words with spaces between, for a tokenizer that parts at what is no letter and no digit
 * of ASCII, folds the case of ASCII only, and takes all else for letters.
 */
export const spaced = (text: string): string =>
  beyondAscii.test(text)
    ? Array.from(wordsIn(text), ({ folded }) => folded).join(' ')
    : text.replaceAll(noAscii, ' ');

/** Longer words are no names that somebody made. */
const LONGEST_NAME = 64;
const hump = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

/** The later words of a name in camel case, each with all that follows it: `sessionToken`, `token`. */
export function humpsOf(name: string): string[] {
  if (name.length > LONGEST_NAME) return [];
  const parts = name.split(hump);
  return parts.slice(1).map((_, index) =>
    parts
      .slice(index + 1)
      .join('')
      .toLowerCase(),
  );
}

/** All such words of a text, once each. */
export function humpsIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const [name] of text.matchAll(asciiWord)) for (const one of humpsOf(name)) found.add(one);
  return found;
}
