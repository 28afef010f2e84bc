import type { BuildState, FileState, Node, Todo } from './state.ts';
import { emptyVector, vectorOf, vectorValues } from './vector.ts';

/** What of a state grows with its build: lists of rows, each with a key. The rest is small. */
export const tables = ['todos', 'nodes', 'files'] as const;
export type Table = (typeof tables)[number];
export type Row = Todo | Node | FileState;

/** Rows that follow each other in one table. */
export interface Run {
  readonly table: Table;
  readonly rows: readonly Row[];
}

export const countRows = (state: BuildState, table: Table): number =>
  table === 'todos' ? state.todos.length : state[table].size;

export function* rowsFrom(state: BuildState, table: Table, from: number): Generator<Row> {
  if (table !== 'todos') yield* vectorValues<Row>(state[table], from);
  else for (let at = from; at < state.todos.length; at += 1) yield state.todos[at] as Row;
}

/** The state with its tables empty. */
export const withoutRows = (state: BuildState): BuildState => ({
  ...state,
  todos: [],
  nodes: emptyVector(),
  files: emptyVector(),
});

/** The state whose tables have the rows of all these runs, in their order. */
export function withRows(rest: BuildState, runs: readonly Run[]): BuildState {
  const rows = (table: Table) => runs.flatMap((run) => (run.table === table ? run.rows : []));
  return {
    ...rest,
    todos: rows('todos') as readonly Todo[],
    nodes: vectorOf(rows('nodes') as readonly Node[]),
    files: vectorOf(rows('files') as readonly FileState[]),
  };
}
