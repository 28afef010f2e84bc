import type { BuildState } from '../../../core/build/state.ts';

/** Rows that are written in one go: as long as they may be, it takes a few milliseconds. */
const ROWS = 16;

/** A state as `JSON.stringify` writes it, a few rows at a time. */
export function* stateText(state: BuildState): Generator<string> {
  let before = '{';
  for (const [key, value] of Object.entries(state)) {
    yield `${before}${JSON.stringify(key)}:`;
    before = ',';
    if (key === 'todos') yield* listText(state.todos);
    else if (key === 'nodes' || key === 'files') yield* vectorText(state[key]);
    else yield JSON.stringify(value);
  }
  yield '}';
}

function* vectorText({ size, chunks }: BuildState['nodes' | 'files']): Generator<string> {
  yield `{"size":${size},"chunks":[`;
  for (const [index, chunk] of chunks.entries()) {
    if (index > 0) yield ',';
    yield* listText(chunk);
  }
  yield ']}';
}

function* listText(rows: readonly unknown[]): Generator<string> {
  yield '[';
  for (let at = 0; at < rows.length; at += ROWS) {
    const some = JSON.stringify(rows.slice(at, at + ROWS)).slice(1, -1);
    yield at > 0 ? `,${some}` : some;
  }
  yield ']';
}
