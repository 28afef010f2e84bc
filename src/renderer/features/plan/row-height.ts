import type { Node } from '../../../core/build/state.ts';
import { LONG_TEXT, type Row } from './rows.ts';

/** Whether a row has one line whatever happens to it: to measure it would have the page laid out for nothing. */
export function isOneLine(row: Row): boolean {
  if (row.kind !== 'node') return true;
  switch (row.node.kind) {
    case 'tool':
    case 'notice':
    case 'attachment':
    case 'unrecognised':
      return true;
    case 'text':
    case 'reasoning':
    case 'user':
    case 'error':
      return false;
  }
}

/** Nodes are never changed: what was estimated once holds for as long as the node is there. */
const heights = new WeakMap<Node, number>();

/**
 * About how high a row will be; it is measured when it comes into sight.
 * @param line height of a row that has one line. Pixels
 */
export function estimatedHeight(row: Row | undefined, line: number): number {
  if (row?.kind !== 'node') return line;
  const { node } = row;
  if (node.kind !== 'text' && node.kind !== 'user') return line;
  const known = heights.get(node);
  if (known !== undefined) return known;
  const shown = node.text.slice(0, LONG_TEXT);
  const lines = Math.ceil(shown.length / 95) + shown.split('\n').length - 1;
  const height = 10 + 19 * Math.max(1, lines) + (node.kind === 'user' ? 40 : 0);
  heights.set(node, height);
  return height;
}
