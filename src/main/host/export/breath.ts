import { setImmediate as turn } from 'node:timers/promises';

/** How long work may hold the event loop before the others get a turn. Milliseconds. */
const HOLD = 5;

/** Lets others have a turn from time to time: to be awaited between the steps of long work. */
export function newBreath(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < HOLD) return;
    await turn();
    since = performance.now();
  };
}
