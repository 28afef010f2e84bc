import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInspector } from '../../src/core/agents/inspect.ts';
import { buildEventSchema } from '../../src/core/build/event.ts';
import { reduce } from '../../src/core/build/reduce.ts';
import { emptyState } from '../../src/core/build/state.ts';
import { hasRecordings, recordings } from './agents.ts';

/** A row of `INDEX.tsv`: a recording, and what was counted in it without this project. */
export interface Recording {
  readonly format: string;
  readonly file: string;
  readonly count: (column: string) => number;
}

/** The recordings of the wanted formats; none where their folder is not there. */
export function recordingsOf(wanted: ReadonlySet<string>): Recording[] {
  if (!hasRecordings) return [];
  const [head = [], ...rows] = readFileSync(join(recordings, 'INDEX.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  const cell = (row: string[], column: string) => row[head.indexOf(column)] ?? '';
  return rows
    .map((row) => ({
      format: cell(row, 'format'),
      file: cell(row, 'file'),
      count: (column: string) => Number(cell(row, column)),
    }))
    .filter(({ format }) => wanted.has(format));
}

/** Reads a recording in pieces of so many bytes, and folds what it tells. */
export function inspected({ file }: Recording, piece: number) {
  const bytes = readFileSync(join(recordings, file));
  let state = emptyState;
  const inspector = createInspector({
    onEvent: (event) => {
      state = reduce(state, buildEventSchema.parse(event));
    },
  });
  for (let at = 0; at < bytes.length; at += piece) inspector.push(bytes.subarray(at, at + piece));
  const seen = inspector.finish();
  return { bytes, seen, state };
}
