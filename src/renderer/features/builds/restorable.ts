import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Restorable } from '../../../core/build/listed.ts';
import type { ListView } from '../watch/list-store.ts';

type Ids = readonly { readonly id: string }[];

/** What is looked at of the list. */
export interface Listed {
  readonly replica: { readonly state: Ids; readonly phase: ListView['replica']['phase'] };
}

/**
 * The deleted builds that the host can still bring back, whoever deleted them. It is asked whenever builds come to the list or
 * go from it, and when the list is live again.
 */
export function watchRestorable(
  ask: () => Promise<readonly Restorable[]>,
  list: Pick<StoreApi<Listed>, 'subscribe'>,
): StoreApi<readonly Restorable[]> {
  const store = createStore<readonly Restorable[]>(() => []);
  let asked = 0;
  list.subscribe(({ replica: next }, { replica: before }) => {
    if (next.phase !== 'live') return;
    if (before.phase === 'live' && sameIds(next.state, before.state)) return;
    asked += 1;
    const mine = asked;
    ask().then(
      // What was asked for before may be answered after it.
      (builds) => mine === asked && store.setState(builds, true),
      // What is known goes by itself when its time is over; the link says that the host is not there.
      () => {},
    );
  });
  return store;
}

/** Those that can be brought back at a time: what is in the list is there already. */
export const restorableAt = (
  builds: readonly Restorable[],
  listed: Ids,
  now: number,
): Restorable[] =>
  builds.filter(({ id, undoUntil }) => undoUntil > now && !listed.some((build) => build.id === id));

function sameIds(some: Ids, others: Ids): boolean {
  if (some === others) return true;
  if (some.length !== others.length) return false;
  const known = new Set(others.map(({ id }) => id));
  return some.every(({ id }) => known.has(id));
}
