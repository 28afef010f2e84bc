import type { ListedBuild } from '../../../core/build/listed.ts';
import type { Session } from '../../app/session.ts';
import { wantedStore } from '../search/wanted.ts';
import { familyIn } from './family-in.ts';
import { filterStore } from './filter-store.ts';
import { groupBuilds } from './group.ts';
import { lookThrough } from './look-through.ts';

/** All builds, in the order in which the list has them, and then those that are sub-agents. */
export function allBuilds(session: Session): ListedBuild[] {
  const { state } = session.list.getState().replica;
  const family = familyIn(state);
  const listed = groupBuilds(state, family, Date.now()).flatMap(({ builds }) => builds);
  return [...listed, ...state.filter(({ id }) => family.parentOf.has(id))];
}

/** The builds of the list from above, as it is filtered; sub-agents are within them. */
function listedBuilds(session: Session): ListedBuild[] {
  const { state } = session.list.getState().replica;
  const family = familyIn(state);
  const wanted = wantedStore.getState().text.trim();
  const now = Date.now();
  const filters = filterStore.getState();
  const look = { wanted, filters, now, current: undefined, folds: new Map<string, boolean>() };
  const { found } = lookThrough(state, family, look);
  return groupBuilds(found, family, now).flatMap(({ builds }) => builds);
}

/** Opens the n-th build of the list, counted from 1; nothing where it has fewer. */
export function openNth(session: Session, place: number): void {
  const build = listedBuilds(session)[place - 1];
  if (build) session.openBuild(build.id);
}
