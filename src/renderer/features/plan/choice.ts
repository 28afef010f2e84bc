import { type BuildState, type Node } from '../../../core/build/state.ts';
import { positionOf } from '../../../core/build/key-index.ts';
import { vectorAt } from '../../../core/build/vector.ts';
import { type BuildView, shownState } from '../watch/build-view.ts';
import { BEFORE, DROPPED, isTrouble, OUTSIDE, pathTo } from './rows.ts';

/**
 * The row that the inspector shows: what was chosen by hand, else the first failure, else the latest
 * tool. A choice that does not exist yet at the version that is looked at falls back in the same way.
 */
export function chosenKey(view: BuildView): string | null {
  const state = shownState(view);
  const { chosen } = view;
  if (chosen !== null && exists(state, chosen)) return chosen;
  return firstTrouble(state)?.key ?? latestTool(state)?.key ?? null;
}

/** The node whose row is chosen; null where it is the row of a TODO. */
export function chosenNode(view: BuildView): Node | null {
  const { nodes } = shownState(view);
  const position = positionOf(nodes, chosenKey(view) ?? '');
  return position === undefined ? null : (vectorAt(nodes, position) ?? null);
}

/** The failure is looked for once per count of failures, not with every event of a long build. */
const found = new WeakMap<BuildState['counts'], Node | null>();

export function firstTrouble(state: BuildState): Node | null {
  if (state.counts.failedTools === 0 && state.counts.errors === 0) return null;
  const known = found.get(state.counts);
  if (known !== undefined) return known;
  let first: Node | null = null;
  for (const chunk of state.nodes.chunks) {
    first = chunk.find(isTrouble) ?? null;
    if (first) break;
  }
  found.set(state.counts, first);
  return first;
}

function latestTool(state: BuildState): Node | null {
  for (let index = state.nodes.size - 1; index >= Math.max(0, state.nodes.size - 500); index -= 1) {
    const node = vectorAt(state.nodes, index);
    if (node?.kind === 'tool') return node;
  }
  return vectorAt(state.nodes, state.nodes.size - 1) ?? null;
}

function exists(state: BuildState, key: string): boolean {
  if (key === BEFORE || key === OUTSIDE || key === DROPPED) return true;
  if (key.startsWith('todo:')) return state.todos.some((todo) => `todo:${todo.key}` === key);
  return positionOf(state.nodes, key) !== undefined;
}

/** What must be open for the first failure to be in sight: it is what one opens a build for. */
export function openedByTrouble(state: BuildState): ReadonlySet<string> {
  const trouble = firstTrouble(state);
  const index = trouble ? positionOf(state.nodes, trouble.key) : undefined;
  return new Set(index === undefined ? [] : pathTo(state, index));
}
