/** What may be done at once while somebody looks: a frame has room for it. Milliseconds. */
const AT_ONCE = 8;

const newTask = () => new Promise((resolve) => setTimeout(resolve));

/** Runs a generator to its end in slices, so that the page stays alive; null when it was called off. */
export async function inSlices<Result>(
  run: Generator<unknown, Result>,
  signal: AbortSignal,
): Promise<Result | null> {
  // Also before the first slice and after the last one: what is drawn then has one of its own.
  await newTask();
  while (!signal.aborted) {
    const until = performance.now() + AT_ONCE;
    let next = run.next();
    while (!next.done && performance.now() < until) next = run.next();
    await newTask();
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
