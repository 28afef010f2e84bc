import { positionOf } from '../../../core/build/key-index.ts';
import type { SearchHit } from '../../../core/search/answer.ts';
import type { Session } from '../../app/session.ts';
import { reveal } from '../plan/commands.ts';
import { DROPPED } from '../plan/rows.ts';
import { whenThere } from '../watch/when-there.ts';
import type { WatchedBuild } from '../watch/watched-build.ts';

/** Opens a build where something was found: at that version, with its row chosen. */
export function openHit(session: Session, id: string, hit: SearchHit): void {
  session.openBuild(id);
  const build = session.workspace.focused;
  if (build) whenThere(build, () => show(build, hit));
}

/** What has a row has it at every later version: it can be chosen before the past is there. */
function show(build: WatchedBuild, { key, version }: SearchHit): void {
  build.viewVersion(version);
  const { state } = build.store.getState().live;
  const position = positionOf(state.nodes, key);
  if (position !== undefined) return reveal(build, position, state);
  const todo = state.todos.find((one) => `todo:${one.key}` === key);
  if (!todo) return;
  if (todo.droppedIn !== null) build.fold([[DROPPED, true]]);
  build.follow(false);
  build.choose(key);
}
