/** A file and a line in it, as tools print them: `src/a.ts:12:3`, `src/a.ts(12,3)`. */
export interface FilePlace {
  readonly path: string;
  readonly line: number;
  /** Where in the text it stands. */
  readonly start: number;
  readonly end: number;
}

/** It begins where no name goes on, so that each character is looked at a bounded number of times. */
const place =
  /(?<![\w@+./\\-])((?:\/|\.{1,2}\/)?(?:[\w@+.-]+\/)*[\w@+.-]*\.\w{1,10})(?::(\d{1,7})(?::\d{1,7})?|\((\d{1,7})(?:,\d{1,7})?\))/g;

/** A line that is longer is no line that somebody reads. */
const LONGEST = 4000;

/** The places that a line of text names. */
export function placesIn(text: string): FilePlace[] {
  if (text.length > LONGEST) return [];
  const found: FilePlace[] = [];
  for (const { 0: whole, 1: path = '', 2: colon, 3: bracket, index } of text.matchAll(place)) {
    const line = Number(colon ?? bracket);
    if (line > 0) found.push({ path, line, start: index, end: index + whole.length });
  }
  return found;
}
