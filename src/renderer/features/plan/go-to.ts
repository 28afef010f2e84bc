import { positionOf } from '../../../core/build/key-index.ts';
import type { WatchedBuild } from '../watch/watched-build.ts';
import { whenThere } from '../watch/when-there.ts';
import { reveal } from './commands.ts';
import { DROPPED } from './rows.ts';

/**
 * Goes to a version of a build and to a row of it, as soon as the build is there. What has a row has
 * it at every later version: it can be chosen before the past is there. A row that is not there is passed over.
 */
export function goTo(build: WatchedBuild, version: number | null, row: string | null): void {
  whenThere(build, () => {
    if (version !== null) build.viewVersion(version);
    if (row !== null) chooseRow(build, row);
  });
}

function chooseRow(build: WatchedBuild, key: string): void {
  const { state } = build.store.getState().live;
  const position = positionOf(state.nodes, key);
  if (position !== undefined) return reveal(build, position, state);
  const todo = state.todos.find((one) => `todo:${one.key}` === key);
  if (!todo) return;
  if (todo.droppedIn !== null) build.fold([[DROPPED, true]]);
  build.follow(false);
  build.choose(key);
}
