/**
 * Drops what came first where more than `most` is kept: what grows with a session has a bound. Call it
 * after each addition. Some are dropped at a time, because a Set that loses its first member again and
 * again takes longer each time to find the next.
 */
export function keepNewest(kept: Set<unknown> | Map<unknown, unknown>, most: number): void {
  if (kept.size <= most) return;
  let surplus = Math.max(1, most >> 3);
  for (const oldest of kept.keys()) {
    kept.delete(oldest);
    surplus -= 1;
    if (surplus === 0) return;
  }
}
