import { childrenOf, type Outline, type Section, sectionsOf } from '../../../core/build/outline.ts';
import type { BuildState, Node, Todo } from '../../../core/build/state.ts';
import { vectorAt } from '../../../core/build/vector.ts';

/** One row of the plan tree. `level`, `place` and `of` are what a screen reader is told. */
export type Row = Placed &
  (
    | { readonly kind: 'before'; readonly tools: number }
    | { readonly kind: 'todo'; readonly todo: Todo }
    | { readonly kind: 'dropped'; readonly todos: number }
    | {
        readonly kind: 'node';
        readonly node: Node;
        readonly index: number;
        readonly nested: number;
      }
  );

interface Placed {
  readonly key: string;
  readonly level: number;
  readonly place: number;
  readonly of: number;
  /** Null: there is nothing to open. */
  readonly open: boolean | null;
}

export const BEFORE = 'before';
export const DROPPED = 'dropped';
export const todoRow = (key: string): string => `todo:${key}`;

/** Characters of a text after which the row shows a part, until it is opened. */
export const LONG_TEXT = 1600;

/** The rows in sight: whatever is folded is left out. */
export function rowsOf(
  state: BuildState,
  outline: Outline,
  folds: ReadonlyMap<string, boolean>,
): Row[] {
  const rows: Row[] = [];
  const { before, standing, dropped } = sectionsOf(state, outline);
  const isOpen = (key: string, byDefault: boolean) => folds.get(key) ?? byDefault;

  const addNodes = (positions: readonly number[], level: number) => {
    positions.forEach((index, order) => {
      const node = vectorAt(state.nodes, index);
      if (!node || isEmpty(node)) return;
      const nested = childrenOf(outline, index);
      const foldable = nested.length > 0 || hasMore(node);
      const open = foldable ? isOpen(node.key, opensByItself(node, nested.length)) : null;
      const place = { level, place: order + 1, of: positions.length };
      rows.push({
        kind: 'node',
        key: node.key,
        node,
        index,
        nested: nested.length,
        open,
        ...place,
      });
      if (open && nested.length > 0) addNodes(nested, level + 1);
    });
  };

  // Without a plan there is nothing to nest under: the work itself is the tree.
  if (standing.length === 0 && dropped.length === 0) {
    if (before) addNodes(before.roots, 1);
    return rows;
  }

  const of = standing.length + (before ? 1 : 0) + (dropped.length > 0 ? 1 : 0);
  let place = 0;
  const addTodo = ({ todo, roots }: Section, level: number, siblings: number, order: number) => {
    if (!todo) return;
    const key = todoRow(todo.key);
    const open = roots.length > 0 ? isOpen(key, wantsAttention(todo)) : null;
    rows.push({ kind: 'todo', key, todo, open, level, place: order, of: siblings });
    if (open) addNodes(roots, level + 1);
  };

  if (before) {
    const started = state.todos.some((todo) => todo.scope === null && todo.spans.length > 0);
    const open = isOpen(BEFORE, !started);
    place += 1;
    const tools = countTools(state, before.roots);
    rows.push({ kind: 'before', key: BEFORE, tools, open, level: 1, place, of });
    if (open) addNodes(before.roots, 2);
  }
  for (const section of standing) {
    place += 1;
    addTodo(section, 1, of, place);
  }
  if (dropped.length > 0) {
    place += 1;
    const open = isOpen(DROPPED, false);
    rows.push({ kind: 'dropped', key: DROPPED, todos: dropped.length, open, level: 1, place, of });
    if (open) dropped.forEach((section, order) => addTodo(section, 2, dropped.length, order + 1));
  }
  return rows;
}

/** Keys of the rows that must be open for this node to be in sight. */
export function pathTo(state: BuildState, index: number): string[] {
  const keys: string[] = [];
  let node = vectorAt(state.nodes, index);
  while (node && node.parent !== null) {
    node = vectorAt(state.nodes, node.parent);
    if (node) keys.push(node.key);
  }
  const todo = state.todos.find(({ key }) => key === node?.todo);
  keys.push(todo ? todoRow(todo.key) : BEFORE);
  if (todo?.droppedIn != null) keys.push(DROPPED);
  return keys;
}

/** What went wrong, and should be found: failed tools, errors that nobody recovered from. */
export function isTrouble(node: Node): boolean {
  if (node.kind === 'tool') return node.outcome === 'failed';
  return node.kind === 'error' && !node.recovering;
}

const wantsAttention = (todo: Todo): boolean =>
  todo.droppedIn === null && (todo.status === 'active' || todo.status === 'failed');

/** A sub-agent's work is shown while it goes on. */
const opensByItself = (node: Node, nested: number): boolean =>
  nested > 0 && node.kind === 'tool' && node.outcome === null;

const hasMore = (node: Node): boolean =>
  node.kind === 'reasoning' ||
  ((node.kind === 'text' || node.kind === 'user') && node.text.length > LONG_TEXT);

const isEmpty = (node: Node): boolean =>
  (node.kind === 'text' || node.kind === 'reasoning') && node.text.trim() === '';

function countTools(state: BuildState, positions: readonly number[]): number {
  let tools = 0;
  for (const index of positions) if (vectorAt(state.nodes, index)?.kind === 'tool') tools += 1;
  return tools;
}
