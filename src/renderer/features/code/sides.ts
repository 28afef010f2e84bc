import type { DiffLine } from '../../../core/build/tool-diff.ts';

/** One side of a diff, as a text, and where each of its lines stands in the diff. */
export interface Side {
  readonly text: string;
  readonly places: readonly number[];
}

/** A file before and after, as far as a diff shows it. */
export function sidesOf(lines: readonly DiffLine[]): { before: Side; after: Side } {
  return { before: sideOf(lines, 'removed'), after: sideOf(lines, 'added') };
}

function sideOf(lines: readonly DiffLine[], own: 'removed' | 'added'): Side {
  const places = [...lines.keys()].filter((index) => {
    const kind = lines[index]?.kind;
    return kind === own || kind === 'same';
  });
  return { text: places.map((index) => lines[index]?.text ?? '').join('\n'), places };
}
