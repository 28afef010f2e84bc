import { z } from 'zod';
import { share } from './key-index.ts';
import type { BuildState, FileState, Node } from './state.ts';
import { buildStateSchema } from './state-schema.ts';
import { CHUNK, emptyVector, type Vector } from './vector.ts';

/**
 * An earlier state, told to somebody who holds a later one of the same history: rows keep their place for good and say
 * at which version they last changed, so that all but those that changed since are in the later state as they were.
 */
export interface EarlierState {
  /** The state without its tables. */
  readonly frame: BuildState;
  readonly nodes: EarlierTable<Node>;
  readonly files: EarlierTable<FileState>;
}

interface EarlierTable<Row> {
  readonly size: number;
  /** Rows that were different, with their places. */
  readonly changed: readonly (readonly [index: number, row: Row])[];
}

const table = z.object({
  size: z.number().int().nonnegative(),
  changed: z.array(z.tuple([z.number().int().nonnegative(), z.looseObject({ key: z.string() })])),
});

/** As `buildStateSchema`: the frame is checked, of the rows only their key. */
export const earlierStateSchema = z
  .object({ frame: buildStateSchema, nodes: table, files: table })
  .transform((earlier) => earlier as unknown as EarlierState);

const changedIn = { node: (node: Node) => node.to, file: (file: FileState) => file.version };

/** What somebody needs who holds `later`, or any state from it back to `earlier`. */
export function tellEarlier(earlier: BuildState, later: BuildState): EarlierState {
  const since = (version: number) => version > earlier.version;
  return {
    frame: { ...earlier, nodes: emptyVector(), files: emptyVector() },
    nodes: tellTable(earlier.nodes, later.nodes, (node) => since(changedIn.node(node))),
    files: tellTable(earlier.files, later.files, (file) => since(changedIn.file(file))),
  };
}

/**
 * The earlier state, which shares all that it can with the later one.
 * @throws Error where the later state cannot have come from it
 */
export function earlierFrom(later: BuildState, { frame, nodes, files }: EarlierState): BuildState {
  return {
    ...frame,
    nodes: tableFrom(later.nodes, nodes),
    files: tableFrom(later.files, files),
  };
}

/** Whether a chunk of a later state's nodes is the same, with so many rows, in the state at an earlier version. */
export function isChunkAsAt(
  chunk: readonly Node[] | undefined,
  rows: number,
  version: number,
): chunk is readonly Node[] {
  return chunk?.length === rows && chunk.every((node) => changedIn.node(node) <= version);
}

function tellTable<Row>(
  earlier: Vector<Row>,
  later: Vector<Row>,
  hasChanged: (row: Row) => boolean,
): EarlierTable<Row> {
  const changed: (readonly [number, Row])[] = [];
  earlier.chunks.forEach((chunk, at) => {
    const now = later.chunks[at];
    if (now === chunk) return;
    chunk.forEach((row, index) => {
      const then = now?.[index];
      if (then !== row && (then === undefined || hasChanged(then))) {
        changed.push([at * CHUNK + index, row]);
      }
    });
  });
  return { size: earlier.size, changed };
}

function tableFrom<Row extends { readonly key: string }>(
  later: Vector<Row>,
  { size, changed }: EarlierTable<Row>,
): Vector<Row> {
  if (size > later.size) throw new Error('An earlier state has more in it than the later one.');
  const count = Math.ceil(size / CHUNK);
  const chunks = later.chunks.slice(0, count);
  const rest = size % CHUNK;
  const last = chunks.at(-1);
  if (last && rest > 0 && last.length > rest) chunks[count - 1] = last.slice(0, rest);
  const copies = new Map<number, Row[]>();
  for (const [index, row] of changed) {
    const at = Math.floor(index / CHUNK);
    const copy = copies.get(at) ?? [...(chunks[at] ?? [])];
    copies.set(at, copy);
    if (copy[index % CHUNK]?.key !== row.key) throw new Error('An earlier row has another key.');
    copy[index % CHUNK] = row;
  }
  for (const [at, copy] of copies) chunks[at] = copy;
  const vector = { size, chunks };
  share(later, vector);
  return vector;
}
