import type { Range } from './range.ts';

/** The longest private key there is, in whatever a tool puts before its lines. */
const LONGEST = 12_000;
const beginning = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const ending = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/**
 * Private keys as PEM writes them. Lines may be numbered, quoted or escaped, so that nothing is
 * asked of them; a key without an end is taken as far as it looks like one.
 */
export function privateKeys(text: string): Range[] {
  const found: Range[] = [];
  const ends = Array.from(text.matchAll(ending), ({ 0: whole, index }) => index + whole.length);
  let nextEnd = 0;
  for (const { 0: whole, index } of text.matchAll(beginning)) {
    if (index < (found.at(-1)?.end ?? 0)) continue;
    while ((ends[nextEnd] ?? Infinity) <= index) nextEnd += 1;
    const end = ends[nextEnd];
    const isWhole = end !== undefined && end - index <= LONGEST;
    found.push({ start: index, end: isWhole ? end : endOfCut(text, index + whole.length) });
  }
  return found;
}

/** Where a key that was cut off ends: before the first line that has nothing of a key. */
function endOfCut(text: string, from: number): number {
  const lines = text.slice(from, from + LONGEST).split(/(\\r\\n|\\n|\r?\n)/);
  let end = from + (lines[0] ?? '').length;
  // Lines and what separates them take turns.
  for (let at = 1; at < lines.length; at += 2) {
    const line = lines[at + 1] ?? '';
    const isLast = at + 2 >= lines.length;
    if (
      !/[A-Za-z0-9+/=]{20,}/.test(line) &&
      !(isLast && /^[\s\d|>→+-]*[A-Za-z0-9+/=]*$/.test(line))
    )
      break;
    end += (lines[at] ?? '').length + line.length;
  }
  return end;
}
