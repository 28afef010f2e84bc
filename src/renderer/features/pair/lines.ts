import type { AlignedRow } from '../../../core/build/align/align.ts';

/** A line of the screen: a row, or a stretch of rows that are alike, folded away. */
export type Line =
  | { readonly kind: 'row'; readonly row: number }
  | {
      readonly kind: 'fold';
      /** The first row that it stands for. */
      readonly row: number;
      readonly rows: number;
      /** How many of them are alike in all but words. */
      readonly reworded: number;
    };

/** Rows that stay in sight before and after a difference. */
const AROUND = 2;
/** Fewer rows are not worth a fold. */
const LEAST = 4;

/** Whether a row counts as a difference: other words do only where they are asked for. */
export const isDifference = ({ weight }: AlignedRow, words: boolean): boolean =>
  weight === 'work' || (words && weight === 'words');

/** The lines in sight: what is alike is folded, but for what stands next to a difference. */
export function linesOf(
  rows: readonly AlignedRow[],
  words: boolean,
  opened: ReadonlySet<number>,
): Line[] {
  const lines: Line[] = [];
  const show = (from: number, to: number) => {
    for (let row = from; row < to; row += 1) lines.push({ kind: 'row', row });
  };
  const stretch = (from: number, to: number) => {
    const first = from === 0 ? 0 : from + AROUND;
    const last = to === rows.length ? to : to - AROUND;
    if (last - first < LEAST || opened.has(first)) return show(from, to);
    const hidden = rows.slice(first, last);
    show(from, first);
    lines.push({
      kind: 'fold',
      row: first,
      rows: hidden.length,
      reworded: hidden.filter(({ weight }) => weight === 'words').length,
    });
    show(last, to);
  };
  let from = 0;
  rows.forEach((row, index) => {
    if (!isDifference(row, words)) return;
    stretch(from, index);
    show(index, index + 1);
    from = index + 1;
  });
  // What the one has not come to yet is no stretch of what is alike.
  const ahead = rows.findLastIndex(({ weight }) => weight !== 'ahead') + 1;
  const end = Math.max(from, ahead);
  stretch(from, end);
  show(end, rows.length);
  return lines;
}

/** The first row of each run of differences: what one jumps to. */
export function differencesIn(rows: readonly AlignedRow[], words: boolean): number[] {
  return rows.flatMap((row, index) => {
    const before = rows[index - 1];
    const begins = isDifference(row, words) && !(before && isDifference(before, words));
    return begins ? [index] : [];
  });
}

/** The line that shows a row, or that it is folded into. */
export const lineOf = (lines: readonly Line[], row: number): number =>
  lines.findLastIndex((line) => line.row <= row);
