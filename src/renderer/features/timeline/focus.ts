import type { Row } from '../plan/rows.ts';

/** A window of versions that is looked at closely; what is outside of it is dimmed. */
export interface Focus {
  readonly from: number;
  readonly to: number;
}

export const focusOf = (one: number, other: number): Focus => ({
  from: Math.min(one, other),
  to: Math.max(one, other),
});

/** Whether nothing of a row happened within the window. Rows that gather others are never outside. */
export function isOutside(row: Row, { from, to }: Focus): boolean {
  const misses = (start: number, end: number | null) => start > to || (end !== null && end < from);
  switch (row.kind) {
    case 'node': {
      const { node } = row;
      const goesOn = node.kind === 'tool' && node.outcome === null;
      return misses(node.from, goesOn ? null : node.to);
    }
    case 'todo':
      return row.todo.spans.every((span) => misses(span.from, span.to));
    default:
      return false;
  }
}
