import { childrenOf, type Outline, type Section, sectionsOf } from '../../../core/build/outline.ts';
import type { BuildState, Node, Todo } from '../../../core/build/state.ts';
import { vectorAt } from '../../../core/build/vector.ts';

/** One row of the plan tree. `level`, `place` and `of` are what a screen reader is told. */
export type Row = Placed &
  (
    | { readonly kind: 'before' | 'outside'; readonly tools: number; readonly ms: number }
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

export const BEFORE = 'before' as const;
export const OUTSIDE = 'outside' as const;
export const DROPPED = 'dropped';
export const todoRow = (key: string): string => `todo:${key}`;

/** Characters of a text after which the row shows a part, until it is opened. */
export const LONG_TEXT = 1600;

/**
 * The rows in sight: whatever is folded is left out.
 * @param opened what is open without having been opened by hand
 */
export function rowsOf(
  state: BuildState,
  outline: Outline,
  folds: ReadonlyMap<string, boolean>,
  opened: ReadonlySet<string> = new Set(),
): Row[] {
  const rows: Row[] = [];
  const { before, standing, outside, dropped } = sectionsOf(state, outline);
  const isOpen = (key: string, byDefault: boolean) =>
    folds.get(key) ?? (byDefault || opened.has(key));

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

  const extra = [before, outside, dropped[0]].filter(Boolean).length;
  const of = standing.length + extra;
  let place = 0;
  const addTodo = ({ todo, roots }: Section, level: number, siblings: number, order: number) => {
    if (!todo) return;
    const key = todoRow(todo.key);
    const open = roots.length > 0 ? isOpen(key, wantsAttention(todo)) : null;
    rows.push({ kind: 'todo', key, todo, open, level, place: order, of: siblings });
    if (open) addNodes(roots, level + 1);
  };

  const addBucket = (kind: 'before' | 'outside', roots: readonly number[], byDefault: boolean) => {
    const open = isOpen(kind, byDefault);
    place += 1;
    const first = vectorAt(state.nodes, roots[0] ?? 0);
    const last = vectorAt(state.nodes, roots.at(-1) ?? 0);
    const ms = first && last ? last.endAt - first.at : 0;
    const tools = countTools(state, roots);
    rows.push({ kind, key: kind, tools, ms, open, level: 1, place, of });
    if (open) addNodes(roots, 2);
  };

  const main = state.todos.filter((todo) => todo.scope === null);
  const started = main.some((todo) => todo.spans.length > 0);
  if (before) addBucket(BEFORE, before.roots, !started);
  for (const section of standing) {
    place += 1;
    addTodo(section, 1, of, place);
  }
  // Where the work goes on while no TODO is active; at the end, what the agent has to say of it all.
  const idle = !main.some((todo) => todo.status === 'active');
  if (outside) addBucket(OUTSIDE, outside.roots, started && idle);
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
  keys.push(todo ? todoRow(todo.key) : bucketOf(state, node));
  if (todo && todo.droppedIn !== null) keys.push(DROPPED);
  return keys;
}

/** The work that no TODO was active for, by when it was done. */
export const bucketNames = { [BEFORE]: 'Before plan', [OUTSIDE]: 'Outside the plan' };

/** The bucket of a node that no TODO was active for. */
export function bucketOf(state: BuildState, node: Node | undefined) {
  const { firstIn } = state.plan;
  return node && firstIn !== null && node.from > firstIn ? OUTSIDE : BEFORE;
}

/** Whose words the messages to an agent are: those to a sub-agent are its caller's. */
export const askerOf = ({ parentSession }: Pick<BuildState, 'parentSession'>): 'You' | 'Caller' =>
  parentSession === null ? 'You' : 'Caller';

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
  (node.kind === 'text' || node.kind === 'reasoning') && !/\S/.test(node.text);

function countTools(state: BuildState, positions: readonly number[]): number {
  let tools = 0;
  for (const index of positions) if (vectorAt(state.nodes, index)?.kind === 'tool') tools += 1;
  return tools;
}
