/** Drops what came first where more than `most` is kept: what grows with a session has a bound. Call it after each addition. */
export function keepNewest(kept: Set<unknown> | Map<unknown, unknown>, most: number): void {
  const oldest = kept.keys().next();
  if (kept.size > most && !oldest.done) kept.delete(oldest.value);
}
