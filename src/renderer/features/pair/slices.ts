/** What may be done at once while somebody looks: a frame has room for it. Milliseconds. */
const AT_ONCE = 8;

/** Runs a generator to its end in slices, so that the page stays alive; null when it was called off. */
export async function inSlices<Result>(
  run: Generator<unknown, Result>,
  signal: AbortSignal,
): Promise<Result | null> {
  while (!signal.aborted) {
    const until = performance.now() + AT_ONCE;
    do {
      const next = run.next();
      if (next.done) return next.value;
    } while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return null;
}
