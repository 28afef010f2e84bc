import { setImmediate as turn } from 'node:timers/promises';

/** How long work may hold the event loop before the others get a turn. Milliseconds. */
const HOLD = 3;

/**
 * Lets others have a turn from time to time: to be awaited between the steps of long work. The first time it always
 * does: nobody knows what was done before in the same turn.
 */
export function newBreath(): () => Promise<void> {
  let since = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() - since < HOLD) return;
    await turn();
    since = performance.now();
  };
}
