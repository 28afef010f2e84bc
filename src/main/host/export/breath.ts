/** How long work may hold the event loop before the others get a turn. Milliseconds. */
const HOLD = 3;

/** Works that wait for their turns. */
const waiting: (() => void)[] = [];

/**
 * Settles in a turn of the event loop in which no other work has one: twenty that each held it for a
 * little would together hold it for long.
 */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(next);
  });
}

function next(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(next);
}

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
