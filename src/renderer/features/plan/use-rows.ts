import { useMemo } from 'react';
import { useView } from '../../app/session-context.ts';
import type { WatchedBuild } from '../watch/watched-build.ts';
import { shownOutline, shownState } from '../watch/build-view.ts';
import { openedByTrouble } from './choice.ts';
import { type Row, rowsOf } from './rows.ts';

/** The rows of the state on the screen. */
export function useRows(): Row[] {
  const state = useView(shownState);
  const outline = useView(shownOutline);
  const folds = useView((view) => view.folds);
  return useMemo(
    () => rowsOf(state, outline, folds, openedByTrouble(state)),
    [state, outline, folds],
  );
}

/** The same for commands, which run outside React. */
export function currentRows(build: WatchedBuild): Row[] {
  const view = build.store.getState();
  const state = shownState(view);
  return rowsOf(state, shownOutline(view), view.folds, openedByTrouble(state));
}

/** Place of the row with a key; -1 where there is none. Looked for again only among other rows: scrolling shows the same ones. */
export function useRowIndex(rows: readonly Row[], key: string | null): number {
  return useMemo(() => (key === null ? -1 : rows.findIndex((row) => row.key === key)), [rows, key]);
}

/** Position of the row that stands for the latest thing that happened; the end of the live part. */
export function liveEnd(rows: readonly Row[]): number {
  let best = -1;
  let latest = -1;
  rows.forEach((row, index) => {
    if (row.kind === 'node' && row.index >= latest) {
      best = index;
      latest = row.index;
    }
  });
  // Everything is folded: the TODO that is being worked on.
  if (best >= 0) return best;
  return rows.findLastIndex((row) => row.kind === 'todo' && row.todo.status === 'active');
}
