import type { Json } from '../../../../core/build/content.ts';

/** A row of a JSON value that is shown as a tree. */
export type JsonRow = Placed &
  (
    | { readonly kind: 'branch'; readonly isList: boolean; readonly size: number }
    | { readonly kind: 'leaf' }
    /** A text that is longer than a row; open, it follows as a whole. */
    | { readonly kind: 'text' }
    | { readonly kind: 'whole' }
    | { readonly kind: 'more'; readonly left: number }
  );

interface Placed {
  /** How the value is reached in code: `rows[0].name`; unique within the tree. */
  readonly path: string;
  readonly depth: number;
  readonly name: string | number | null;
  readonly value: Json;
  /** Null: there is nothing to open. */
  readonly open: boolean | null;
  readonly place: number;
  readonly of: number;
}

/** What was opened and closed by hand, and of which branches more is shown. */
export interface Folds {
  readonly open: ReadonlyMap<string, boolean>;
  readonly shown: ReadonlyMap<string, number>;
}

export const noFolds: Folds = { open: new Map(), shown: new Map() };

/** Children of a branch that are shown at first, and with each "more". */
export const CHILDREN = 200;
/** Texts up to this length fit on their row. */
const SHORT = 120;
/** Branches up to this size are open by themselves, as deep as this. */
const SMALL = 24;
const SHALLOW = 3;

/** The rows in sight. Its cost is that of what is open, however large the value. */
export function rowsOf(json: Json, { open, shown }: Folds): JsonRow[] {
  const rows: JsonRow[] = [];
  const add = (
    value: Json,
    name: string | number | null,
    path: string,
    depth: number,
    place: number,
    of: number,
  ) => {
    const base = { path, depth, name, value, place, of };
    const entries = entriesOf(value);
    if (entries) {
      const isOpen = open.get(path) ?? (depth === 0 || (entries.size <= SMALL && depth < SHALLOW));
      rows.push({
        ...base,
        kind: 'branch',
        isList: Array.isArray(value),
        size: entries.size,
        open: entries.size === 0 ? null : isOpen,
      });
      if (!isOpen) return;
      const most = Math.min(entries.size, shown.get(path) ?? CHILDREN);
      let index = 0;
      for (const [key, child] of entries.each()) {
        if (index >= most) break;
        index += 1;
        add(child, key, pathTo(path, key), depth + 1, index, entries.size);
      }
      const left = entries.size - most;
      if (left > 0)
        rows.push({
          ...base,
          kind: 'more',
          path: `${path} more`,
          depth: depth + 1,
          left,
          open: null,
        });
    } else if (typeof value === 'string' && isLong(value)) {
      const isOpen = open.get(path) ?? false;
      rows.push({ ...base, kind: 'text', open: isOpen });
      if (isOpen)
        rows.push({ ...base, kind: 'whole', path: `${path} whole`, depth: depth + 1, open: null });
    } else rows.push({ ...base, kind: 'leaf', open: null });
  };
  add(json, null, '', 0, 1, 1);
  return rows;
}

const isLong = (text: string): boolean => text.length > SHORT || text.includes('\n');

function entriesOf(
  value: Json,
): { size: number; each: () => Iterable<[string | number, Json]> } | null {
  if (value === null || typeof value !== 'object') return null;
  if (Array.isArray(value)) return { size: value.length, each: () => value.entries() };
  const keys = Object.keys(value);
  return { size: keys.length, each: () => eachOf(value, keys) };
}

function* eachOf(value: Record<string, Json>, keys: readonly string[]): Generator<[string, Json]> {
  for (const key of keys) yield [key, value[key] ?? null];
}

/** `rows` and `0` are `rows[0]`; what is no name in code stands in quotes. */
export function pathTo(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The row that a row stands under. */
export function parentOf(rows: readonly JsonRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  for (let at = index - 1; at >= 0; at -= 1) if ((rows[at]?.depth ?? 0) < depth) return at;
  return index;
}
