import { matchesAt, type Term } from './query.ts';
import { humpsOf, type Word, wordsIn } from './words.ts';

/** A part of a text in one line, and where in it the matches are: from, up to. In UTF-16 units. */
export interface Snippet {
  readonly text: string;
  readonly ranges: readonly (readonly [number, number])[];
}

/** Characters of the text before the first match, and of all that is shown. */
const BEFORE = 32;
const LENGTH = 200;

/** The part of a text around its first match; its beginning where nothing matches. */
export function snippetOf(text: string, terms: readonly Term[]): Snippet {
  const found: Range[] = [];
  const words: Word[] = [];
  let start = 0;
  let end = Infinity;
  const lookAt = (index: number) => {
    const ranges = rangesAt(text, words, index, terms);
    const [first] = ranges;
    if (found.length === 0 && first) {
      start = startBefore(text, first[0]);
      end = wholeBefore(text, start + LENGTH);
    }
    found.push(...ranges);
  };
  // A long text is read no further than to what is shown of it; a phrase needs some words more.
  const longest = Math.max(1, ...terms.map((term) => term.words.length));
  for (const word of wordsIn(text)) {
    words.push(word);
    if (words.length >= longest) lookAt(words.length - longest);
    if (word.at > end) break;
  }
  for (let index = Math.max(0, words.length - longest + 1); index < words.length; index += 1) {
    lookAt(index);
  }
  end = Math.min(end, wholeBefore(text, start + LENGTH));
  const shown = found.filter(([from, to]) => from >= start && to <= end);
  return inOneLine(text, [start, end], shown);
}

type Range = readonly [number, number];

function rangesAt(
  text: string,
  words: readonly Word[],
  index: number,
  terms: readonly Term[],
): Range[] {
  const word = words[index];
  if (!word) return [];
  for (const term of terms) {
    if (matchesAt(term, words, index)) return markOf(term, words, index);
    const hump = humpAt(term, text, word);
    if (hump) return [hump];
  }
  return [];
}

/** From the first word of the term to the end of what was typed of the last. */
function markOf({ words: wanted, isExact }: Term, words: readonly Word[], index: number): Range[] {
  const first = words[index];
  const last = words[index + wanted.length - 1];
  if (!first || !last) return [];
  const typed = wanted.at(-1)?.length ?? 0;
  // An accent that was folded away has changed the length: the word is marked as a whole.
  const isPart = !isExact && last.folded.length === last.length;
  return [[first.at, last.at + (isPart ? typed : last.length)]];
}

function humpAt({ words, isExact }: Term, text: string, { at, length }: Word): Range | null {
  const [wanted = ''] = words;
  if (words.length > 1 || isExact) return null;
  const hump = humpsOf(text.slice(at, at + length)).find((one) => one.startsWith(wanted));
  if (hump === undefined) return null;
  const from = at + length - hump.length;
  return [from, from + wanted.length];
}

/** A place a little before, where a word begins. */
function startBefore(text: string, at: number): number {
  if (at <= BEFORE) return 0;
  const from = wholeBefore(text, at - BEFORE);
  const space = text.slice(from, at).search(/\s/);
  return space === -1 ? from : from + space + 1;
}

/** Not within a character that takes two units. */
function wholeBefore(text: string, at: number): number {
  const isWithin = /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && at < text.length;
  return Math.min(text.length, isWithin ? at - 1 : at);
}

/** White space is one space; dots say that there is more. */
function inOneLine(text: string, [start, end]: Range, found: readonly Range[]): Snippet {
  let line = start > 0 ? '…' : '';
  const places = new Map<number, number>();
  for (let at = start; at <= end; at += 1) {
    places.set(at, line.length);
    const character = at < end ? text.charAt(at) : '';
    if (!/\s/.test(character)) line += character;
    else if (line !== '' && !line.endsWith(' ')) line += ' ';
  }
  const ranges = found.flatMap(([from, to]): Range[] => {
    const [left, right] = [places.get(from), places.get(to)];
    return left === undefined || right === undefined ? [] : [[left, right]];
  });
  return { text: line + (end < text.length ? '…' : ''), ranges: apart(ranges) };
}

/** A phrase and a word of it may both be found: what is marked is marked once. */
function apart(ranges: readonly Range[]): Range[] {
  let end = 0;
  return ranges.flatMap(([from, to]): Range[] => {
    const start = Math.max(from, end);
    if (start >= to) return [];
    end = to;
    return [[start, to]];
  });
}
