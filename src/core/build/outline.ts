import type { BuildState, Node, Todo } from './state.ts';
import { countWhile } from '../sorted.ts';
import { CHUNK, type Vector, vectorAt } from './vector.ts';

/**
 * Which nodes stand under which TODO, and which under which sub-agent's call: positions in
 * `state.nodes`, in order. A node keeps its TODO and its parent for good, so that a longer build
 * only adds to the outline of a shorter one, and costs what is new.
 */
export interface Outline {
  /** Nodes that it covers. */
  readonly size: number;
  readonly lastKey: string | null;
  readonly tables: OutlineTables;
}

/**
 * Shared by every outline of one line of descent, as in `key-index.ts`: an older outline takes no
 * notice of positions past its size, and a second descendant of the same outline starts its own.
 */
interface OutlineTables {
  size: number;
  readonly roots: Map<string | null, number[]>;
  readonly children: Map<number, number[]>;
}

export const emptyOutline = (): Outline => ({
  size: 0,
  lastKey: null,
  tables: { size: 0, roots: new Map(), children: new Map() },
});

/** The outline of `nodes`, made from that of a shorter list where it continues it. */
export function extendOutline(before: Outline, nodes: Vector<Node>): Outline {
  const continued = continues(before, nodes);
  if (continued && nodes.size === before.size) return before;
  const base = continued && before.tables.size === before.size ? before : emptyOutline();
  const { tables } = base;
  let position = base.size;
  let lastKey = base.lastKey;
  // A chunk at a time: a generator over all nodes of a long build costs more than what is done with them.
  for (let at = Math.floor(position / CHUNK); at < nodes.chunks.length; at += 1) {
    for (const node of nodes.chunks[at]?.slice(position % CHUNK) ?? []) {
      if (node.parent === null) add(tables.roots, node.todo, position);
      else add(tables.children, node.parent, position);
      lastKey = node.key;
      position += 1;
    }
  }
  tables.size = position;
  return { size: position, lastKey, tables };
}

/** The outline of an earlier state's nodes, out of that of a later state of the same history. */
export function earlierOutline(later: Outline, nodes: Vector<Node>): Outline {
  const lastKey = vectorAt(nodes, nodes.size - 1)?.key ?? null;
  return { size: nodes.size, lastKey, tables: later.tables };
}

/** Nodes of the main conversation under a TODO; with null, those that no TODO was active for. */
export function rootsOf(outline: Outline, todo: string | null): readonly number[] {
  return within(outline.tables.roots.get(todo), outline.size);
}

/** Nodes within the sub-agent's call at this position. */
export function childrenOf(outline: Outline, position: number): readonly number[] {
  return within(outline.tables.children.get(position), outline.size);
}

export interface Section {
  /** Null: what no TODO was active for. */
  readonly todo: Todo | null;
  readonly roots: readonly number[];
}

export interface Sections {
  /** Absent when nothing happened before the plan. */
  readonly before: Section | null;
  /** The TODOs of the main plan as it stands, in its order. */
  readonly standing: readonly Section[];
  /** What happened between TODOs or after the last; absent when nothing did. */
  readonly outside: Section | null;
  readonly dropped: readonly Section[];
}

export function sectionsOf(state: BuildState, outline: Outline): Sections {
  const free = rootsOf(outline, null);
  const cut = firstAfter(state, free, state.plan.firstIn ?? Infinity);
  const section = (roots: readonly number[]) => (roots.length > 0 ? { todo: null, roots } : null);
  const main = state.todos
    .filter((todo) => todo.scope === null)
    .map((todo) => ({ todo, roots: rootsOf(outline, todo.key) }));
  return {
    before: section(free.slice(0, cut)),
    outside: section(free.slice(cut)),
    standing: main.filter(({ todo }) => todo.droppedIn === null),
    dropped: main.filter(({ todo }) => todo.droppedIn !== null),
  };
}

/** Index of the first of these positions whose node appeared after a version. */
function firstAfter(state: BuildState, positions: readonly number[], version: number): number {
  return countWhile(positions.length, (index) => {
    const node = vectorAt(state.nodes, positions[index] ?? 0);
    return node === undefined || node.from <= version;
  });
}

/**
 * Keys are unique within a build, so the same key at the same place means the same nodes before it,
 * unless the history was exchanged: who takes a snapshot starts from `emptyOutline()`.
 */
function continues(before: Outline, nodes: Vector<Node>): boolean {
  if (before.size === 0) return true;
  return vectorAt(nodes, before.size - 1)?.key === before.lastKey;
}

function add<Key>(table: Map<Key, number[]>, key: Key, position: number): void {
  const list = table.get(key);
  if (list) list.push(position);
  else table.set(key, [position]);
}

function within(list: readonly number[] | undefined, size: number): readonly number[] {
  if (!list) return [];
  const last = list.at(-1);
  if (last === undefined || last < size) return list;
  return list.slice(
    0,
    countWhile(list.length, (index) => (list[index] ?? size) < size),
  );
}
