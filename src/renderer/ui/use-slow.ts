import { useEffect, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';

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
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let last = { at: Number.NEGATIVE_INFINITY, part: select(store.getState()) };
    const show = () => {
      timer = null;
      const part = select(store.getState());
      last = { at: performance.now(), part };
      setShown(() => part);
    };
    const changed = () => {
      const wait = pause(last.part, select(store.getState()));
      const left = last.at + wait - performance.now();
      timer ??= setTimeout(show, Math.max(0, left));
    };
    // It may have changed since it was drawn.
    changed();
    const stop = store.subscribe(changed);
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store, select, pause]);
  return shown;
}
