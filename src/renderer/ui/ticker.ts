import { useSyncExternalStore } from 'react';

/** One timer for everything that ticks; it stops while nobody looks. */
const EVERY = 200;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function settle(): void {
  const wanted = listeners.size > 0 && !document.hidden;
  if (wanted && timer === null) timer = setInterval(tick, EVERY);
  if (!wanted && timer !== null) {
    clearInterval(timer);
    timer = null;
  }
}

function tick(): void {
  for (const listener of listeners) listener();
}

document.addEventListener('visibilitychange', () => {
  settle();
  if (!document.hidden) tick();
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  settle();
  return () => {
    listeners.delete(listener);
    settle();
  };
}

/** A value made from the present time; renders again only when the value changes. */
export function useTicking<Value extends string | number | boolean | null>(
  make: (now: number) => Value,
): Value {
  return useSyncExternalStore(subscribe, () => make(Date.now()));
}
