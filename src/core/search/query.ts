import { wordsIn } from './words.ts';

/** Words that stand one after the other; the last may go on, unless the phrase is exact. */
export interface Term {
  readonly words: readonly string[];
  readonly isExact: boolean;
}

const LONGEST = 500;
const MOST_TERMS = 16;

/**
 * What somebody typed, as terms that must all be found: words by how they begin, "quoted" ones
 * exactly. `store/session` is two words that follow each other. Nothing that is typed is an error.
 */
export function parseQuery(query: string): Term[] {
  const terms: Term[] = [];
  for (const [part] of query.slice(0, LONGEST).matchAll(/"[^"]*"?|[^\s"]+/g)) {
    const words = Array.from(wordsIn(part), ({ folded }) => folded);
    const [only = ''] = words;
    // Nearly every word begins with a given letter: one alone is a word.
    const isExact = part.startsWith('"') || (words.length === 1 && only.length === 1);
    if (words.length > 0) terms.push({ words, isExact });
  }
  return terms.slice(0, MOST_TERMS);
}

/** Whether a text that was split into words has the term at a place. */
export function matchesAt(
  { words, isExact }: Term,
  text: readonly { readonly folded: string }[],
  at: number,
): boolean {
  const last = words.length - 1;
  return words.every((word, index) => {
    const there = text[at + index]?.folded;
    if (there === undefined) return false;
    return index === last && !isExact ? there.startsWith(word) : there === word;
  });
}

/**
 * What was typed as one phrase, the nearest to it first: just as it is, then with a last word that goes
 * on. None where nothing else is looked for anyway.
 */
export function phrasesOf(terms: readonly Term[]): Term[] {
  const words = terms.flatMap((term) => term.words);
  const goesOn = terms.at(-1)?.isExact === false;
  if (words.length < 2 || (terms.length === 1 && !goesOn)) return [];
  const exact = { words, isExact: true };
  return goesOn && terms.length > 1 ? [exact, { words, isExact: false }] : [exact];
}
