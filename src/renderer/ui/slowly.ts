import type { StoreApi } from 'zustand/vanilla';

/** The time that passes, and what is called when some of it has. */
export interface Clock {
  /** Milliseconds since some beginning. */
  now(): number;
  /** @returns calls it off */
  after(milliseconds: number, callback: () => void): () => void;
}

interface Slow<State, Part> {
  readonly store: Pick<StoreApi<State>, 'getState' | 'subscribe'>;
  readonly select: (state: State) => Part;
  /** How long to wait after one until the next, in milliseconds. */
  readonly pause: (shown: Part, next: Part) => number;
  readonly show: (part: Part) => void;
  readonly clock: Clock;
}

/**
 * Shows a part of a store as it changes, at most once in so many milliseconds: first as it is now, and always the last one.
 * @returns ends it
 */
export function slowly<State, Part>({ store, select, pause, show, clock }: Slow<State, Part>) {
  const present = () => select(store.getState());
  let shown = { at: Number.NEGATIVE_INFINITY, part: present() };
  let callOff: (() => void) | null = null;
  const showNow = () => {
    callOff = null;
    shown = { at: clock.now(), part: present() };
    show(shown.part);
  };
  const changed = () => {
    if (callOff !== null) return;
    const left = shown.at + pause(shown.part, present()) - clock.now();
    callOff = clock.after(Math.max(0, left), showNow);
  };
  changed();
  const stop = store.subscribe(changed);
  return () => {
    stop();
    callOff?.();
  };
}
