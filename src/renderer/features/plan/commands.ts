import { positionOf } from '../../../core/build/key-index.ts';
import { vectorAt, vectorValues } from '../../../core/build/vector.ts';
import { shownState } from '../watch/build-view.ts';
import type { WatchedBuild } from '../watch/watched-build.ts';
import { chosenKey } from './choice.ts';
import { BEFORE, isTrouble, OUTSIDE, pathTo, type Row, todoRow } from './rows.ts';
import { currentRows } from './use-rows.ts';

export type Move = 'up' | 'down' | 'in' | 'out' | 'first' | 'last';

/** Opens or closes a row. */
export function toggle(build: WatchedBuild, row: Row): void {
  if (row.open !== null) build.fold([[row.key, !row.open]]);
}

/** Moves the choice over the rows as trees do: in opens and then enters, out closes and then leaves. */
export function moveChoice(build: WatchedBuild, move: Move): void {
  const rows = currentRows(build);
  const key = chosenKey(build.store.getState());
  const at = rows.findIndex((row) => row.key === key);
  const row = rows[at];
  const choose = (next: Row | undefined) => {
    if (!next) return;
    build.choose(next.key);
    build.follow(false);
  };
  switch (move) {
    case 'down':
      return choose(rows[at + 1] ?? rows[at]);
    case 'up':
      return choose(at < 0 ? rows[0] : (rows[at - 1] ?? rows[at]));
    case 'first':
      return choose(rows[0]);
    case 'last':
      return choose(rows.at(-1));
    case 'in':
      if (row?.open === false) return toggle(build, row);
      return row?.open ? choose(rows[at + 1]) : undefined;
    case 'out':
      if (row?.open) return toggle(build, row);
      if (row) return choose(rows.slice(0, at).findLast(({ level }) => level < row.level));
      return undefined;
  }
}

/** Chooses the next failure after the choice, and begins again after the last; opens the way to it. */
export function nextTrouble(build: WatchedBuild): void {
  const view = build.store.getState();
  const state = shownState(view);
  const troubles: number[] = [];
  let index = 0;
  for (const node of vectorValues(state.nodes)) {
    if (isTrouble(node)) troubles.push(index);
    index += 1;
  }
  // What was chosen for the reader was not chosen yet: the first press goes to the first failure.
  const here = view.chosen === null ? -1 : (positionOf(state.nodes, view.chosen) ?? -1);
  const next = troubles.find((position) => position > here) ?? troubles[0];
  if (next !== undefined) reveal(build, next);
}

/**
 * Chooses a node and opens what it stands in.
 * @param state one that has it: that on the screen may be an older one, which is about to go
 */
export function reveal(
  build: WatchedBuild,
  position: number,
  state = shownState(build.store.getState()),
): void {
  const node = vectorAt(state.nodes, position);
  if (!node) return;
  build.fold(pathTo(state, position).map((key) => [key, true] as const));
  build.follow(false);
  build.choose(node.key);
}

/** Opens or closes every TODO at once. */
export function foldAll(build: WatchedBuild, open: boolean): void {
  const state = shownState(build.store.getState());
  const keys = [BEFORE, OUTSIDE, ...state.todos.map((todo) => todoRow(todo.key))];
  build.fold(keys.map((key) => [key, open] as const));
}
