import { diffArrays } from 'diff';

export interface ChangedLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/**
 * Edits past which the shortest way is not looked for any more: its cost grows with their square, and
 * what agents send is of any size.
 */
const MOST_EDITS = 1000;

/** What has to be done to the lines before to make those after of them: the fewest changes there are. */
export function lineDiff(before: readonly string[], after: readonly string[]): ChangedLine[] {
  const parts = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS });
  if (!parts) {
    return [...before.map(line('removed')), ...after.map(line('added'))];
  }
  return parts.flatMap(({ added, removed, value }) =>
    value.map(line(added ? 'added' : removed ? 'removed' : 'same')),
  );
}

const line =
  (kind: ChangedLine['kind']) =>
  (text: string): ChangedLine => ({ kind, text });
