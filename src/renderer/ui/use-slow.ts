import { useEffect, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';

/**
 * A part of a store, at most once in so many milliseconds; the last one always comes. What draws it is not even asked
 * in between.
 * @param pause how long to wait after one, in milliseconds: outside of the component, or it would begin anew each time
 */
export function useSlow<State, Part>(
  store: StoreApi<State>,
  select: (state: State) => Part,
  pause: (part: Part) => number,
): Part {
  const [shown, setShown] = useState(() => select(store.getState()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let last = Number.NEGATIVE_INFINITY;
    const show = () => {
      timer = null;
      last = performance.now();
      setShown(() => select(store.getState()));
    };
    const changed = () => {
      const left = last + pause(select(store.getState())) - performance.now();
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
