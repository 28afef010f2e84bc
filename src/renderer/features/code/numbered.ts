/** What stands before each line of a file that was printed with numbers: `    12→`, `12\t`. */
const number = /^ *\d+[→\t]/;

/** The file within a print of it with numbers, and the number of characters before each line of it. */
export function withoutNumbers(lines: readonly string[]): {
  text: string;
  before: readonly number[];
} {
  const before = lines.map((line) => number.exec(line)?.[0].length ?? 0);
  const numbered = before.filter((length) => length > 0).length;
  if (numbered === 0 || numbered < lines.length * 0.9) {
    return { text: lines.join('\n'), before: lines.map(() => 0) };
  }
  return { text: lines.map((line, index) => line.slice(before[index])).join('\n'), before };
}
