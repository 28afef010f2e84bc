import { type Vector, vectorValues } from './vector.ts';

/**
 * Finds an element of a vector by its key without the key table being part of the state.
 *
 * Elements are only ever added and keep their key, so one table serves every version of one line of
 * descent: an older version takes no notice of entries past its size. When two vectors descend from
 * the same one (a replayed past, a property test) the second to grow gets a table of its own.
 * The tables are a cache: they can be dropped at any time and change no result.
 */
export interface Keyed {
  readonly key: string;
}

interface KeyTable {
  positions: Map<string, number>;
  size: number;
}

const tables = new WeakMap<Vector<Keyed>, KeyTable>();

export function positionOf(vector: Vector<Keyed>, key: string): number | undefined {
  const position = tableOf(vector).positions.get(key);
  return position !== undefined && position < vector.size ? position : undefined;
}

/** Hands the table of `before` on to `after`, which is `before` with at most one element more. */
export function inherit(before: Vector<Keyed>, after: Vector<Keyed>, added?: Keyed): void {
  const table = tableOf(before);
  if (!added) {
    tables.set(after, table);
  } else if (table.size === before.size) {
    if (!table.positions.has(added.key)) table.positions.set(added.key, before.size);
    table.size += 1;
    tables.set(after, table);
  }
  // Otherwise another descendant of `before` has grown the table: `after` builds its own when asked.
}

/** Lets an earlier vector of the same line of descent be searched through the table of a later one. */
export function share(later: Vector<Keyed>, earlier: Vector<Keyed>): void {
  tables.set(earlier, tableOf(later));
}

function tableOf(vector: Vector<Keyed>): KeyTable {
  const known = tables.get(vector);
  if (known) return known;
  const positions = new Map<string, number>();
  let position = 0;
  for (const element of vectorValues(vector)) {
    if (!positions.has(element.key)) positions.set(element.key, position);
    position += 1;
  }
  const table = { positions, size: vector.size };
  tables.set(vector, table);
  return table;
}
