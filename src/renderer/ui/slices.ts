/** What may be done at once while somebody looks: a frame has room for it. Milliseconds. */
const AT_ONCE = 8;

/** Runs a generator to its end in slices, so that the page stays alive; null when it was called off. */
export async function inSlices<Result>(
  run: Generator<unknown, Result>,
  signal: AbortSignal,
): Promise<Result | null> {
  while (!signal.aborted) {
    const until = performance.now() + AT_ONCE;
    let next = run.next();
    while (!next.done && performance.now() < until) next = run.next();
    // Also after the last one: what is drawn then has a slice of its own.
    await new Promise((resolve) => setTimeout(resolve));
    if (next.done) return signal.aborted ? null : next.value;
  }
  return null;
}

/** Runs a generator to its end at once. */
export function atOnce<Result>(run: Generator<unknown, Result>): Result {
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
}
