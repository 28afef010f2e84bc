import { useEffect, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { pageWorld } from './page-world.ts';
import { type Clock, slowly } from './slowly.ts';

// A clock that nobody sets: what is measured are pauses.
const clock: Clock = { ...pageWorld, now: () => performance.now() };

/**
 * A part of a store, at most once in so many milliseconds; the last one always comes. What draws it is not even asked
 * in between.
 * @param pause how long to wait after one until the next, in milliseconds: outside of the component, or it would begin anew each time
 */
export function useSlow<State, Part>(
  store: StoreApi<State>,
  select: (state: State) => Part,
  pause: (shown: Part, next: Part) => number,
): Part {
  const [shown, setShown] = useState(() => select(store.getState()));
  // It may have changed since it was drawn: the first one is shown again.
  useEffect(
    () => slowly({ store, select, pause, clock, show: (part) => setShown(() => part) }),
    [store, select, pause],
  );
  return shown;
}
