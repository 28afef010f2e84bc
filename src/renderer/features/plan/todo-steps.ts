import type { BuildState } from '../../../core/build/state.ts';
import { shownVersion } from '../watch/build-view.ts';
import type { WatchedBuild } from '../watch/watched-build.ts';
import { todoRow } from './rows.ts';

interface Start {
  readonly version: number;
  readonly todo: string;
}

/** Where the TODOs of the main plan began, in the order of their beginning. */
export function startsOf({ todos }: Pick<BuildState, 'todos'>): Start[] {
  return todos
    .flatMap(({ key, scope, spans: [first] }) =>
      scope === null && first ? [{ version: first.from, todo: key }] : [],
    )
    .toSorted((a, b) => a.version - b.version);
}

/** Looks at the version at which a TODO began, and chooses it; on from the last of them is live. */
export function stepTodo(build: WatchedBuild, by: -1 | 1): void {
  const view = build.store.getState();
  const here = shownVersion(view);
  const starts = startsOf(view.live.state);
  const next =
    by > 0
      ? starts.find(({ version }) => version > here)
      : starts.findLast(({ version }) => version < here);
  if (!next) {
    if (by > 0) build.returnToLive();
    return;
  }
  build.viewVersion(next.version);
  build.follow(false);
  build.choose(todoRow(next.todo));
}
