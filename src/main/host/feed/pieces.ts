import type { BuildState } from '../../../core/build/state.ts';
import {
  countRows,
  rowsFrom,
  type Table,
  tables,
  withoutRows,
} from '../../../core/build/tables.ts';
import { vectorAt } from '../../../core/build/vector.ts';

/** A state as JSON, written piece by piece: which piece comes next depends on nothing but the place. */
export interface Piece {
  readonly table: Table;
  /** A JSON array. */
  readonly rows: string;
  /** Where the next piece begins; null after the last. */
  readonly next: Place | null;
}

/** A row of one of the tables. */
export interface Place {
  readonly table: Table;
  readonly row: number;
}

/** No node of a state is written in fewer characters: its keys, places and times alone take so many. */
export const NODE_AT_LEAST = 80;

/** Rows of a table that are written to learn how long all of them are. */
const SAMPLE = 512;
/** Characters of them: a few long ones are enough. */
const SAMPLE_LENGTH = 512 * 1024;
/** How much of what a sample says is taken for certain: lengths of rows differ by a thousand times. */
const CERTAIN = 0.8;

/** The first row there is at a place or after it. */
function rowAt(state: BuildState, table: Table, row: number): Place | null {
  if (row < countRows(state, table)) return { table, row };
  const next = tables[tables.indexOf(table) + 1];
  return next === undefined ? null : rowAt(state, next, 0);
}

export const firstRow = (state: BuildState): Place | null => rowAt(state, tables[0], 0);

/** Writes as many rows as have so many characters, and one where that is longer. */
export function pieceAt(state: BuildState, { table, row }: Place, length: number): Piece {
  const texts: string[] = [];
  let size = 0;
  for (const one of rowsFrom(state, table, row)) {
    const text = JSON.stringify(one);
    size += text.length + 1;
    if (size > length && texts.length > 0) break;
    texts.push(text);
  }
  return { table, rows: `[${texts.join(',')}]`, next: rowAt(state, table, row + texts.length) };
}

/** Whether the rows of a state have more characters; no more than those are written to find out. */
export function isLonger(state: BuildState, length: number): boolean {
  if (state.nodes.size * NODE_AT_LEAST > length) return true;
  let size = 0;
  for (let place = firstRow(state); place;) {
    const piece = pieceAt(state, place, length);
    size += piece.rows.length;
    if (size > length) return true;
    place = piece.next;
  }
  return false;
}

const lengths = new WeakMap<BuildState, number>();

/**
 * How many characters a state has as JSON; of one with many rows at least about so many, by a sample.
 * In doubt less: a snapshot costs its receiver less than a way that is hardly shorter, each event of
 * which is hashed and folded.
 */
export function lengthOf(state: BuildState): number {
  const length = lengths.get(state) ?? measured(state);
  lengths.set(state, length);
  return length;
}

function measured(state: BuildState): number {
  const { nodes, files } = state;
  const inTables = tables.reduce((sum, table) => sum + lengthOfRows(state, table), 0);
  const chunks = [nodes, files].reduce((sum, { chunks: { length } }) => sum + 2 * length, 0);
  // A comma stands after each row and each chunk, but for the last in its list.
  const lists = [state.todos, nodes.chunks, files.chunks].filter(({ length }) => length > 0);
  const sizes = String(nodes.size).length + String(files.size).length - 2;
  const rest = JSON.stringify(withoutRows(state)).length;
  return rest + sizes + Math.round(inTables) + chunks - lists.length;
}

function lengthOfRows(state: BuildState, table: Table): number {
  const count = countRows(state, table);
  const step = Math.ceil(count / SAMPLE);
  let written = 0;
  let size = 0;
  for (let row = 0; row < count && size < SAMPLE_LENGTH; row += step) {
    const one = table === 'todos' ? state.todos[row] : vectorAt<unknown>(state[table], row);
    size += JSON.stringify(one).length + 1;
    written += 1;
  }
  return written === count ? size : (size / written) * count * CERTAIN;
}
