import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Restorable } from '../../../core/build/listed.ts';
import type { ListView } from '../watch/list-store.ts';

type Ids = readonly { readonly id: string }[];

/** What is looked at of the list. */
export interface Listed {
  readonly replica: { readonly state: Ids; readonly phase: ListView['replica']['phase'] };
}

/**
 * The deleted builds that the host can still bring back, whoever deleted them. It is asked whenever builds go from the list,
 * and when the list is live again; those that come back to it are seen there.
 */
export function watchRestorable(
  ask: () => Promise<readonly Restorable[]>,
  list: Pick<StoreApi<Listed>, 'subscribe'>,
): StoreApi<readonly Restorable[]> {
  const store = createStore<readonly Restorable[]>(() => []);
  let asked = 0;
  list.subscribe(({ replica: next }, { replica: before }) => {
    if (next.phase !== 'live') return;
    if (before.phase === 'live' && !hasLost(before.state, next.state)) return;
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
export function restorableAt(
  builds: readonly Restorable[],
  listed: Ids,
  now: number,
): readonly Restorable[] {
  const inTime = builds.filter(({ undoUntil }) => undoUntil > now);
  if (inTime.length === 0) return inTime;
  const there = new Set(listed.map(({ id }) => id));
  return inTime.filter(({ id }) => !there.has(id));
}

function hasLost(before: Ids, next: Ids): boolean {
  if (before === next) return false;
  const ids = new Set(next.map(({ id }) => id));
  return before.some(({ id }) => !ids.has(id));
}
