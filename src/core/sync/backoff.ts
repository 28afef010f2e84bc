/** Waiting times between attempts: they double up to a limit, and are spread at random. */
export interface Backoff {
  readonly first: number;
  readonly limit: number;
}

/**
 * Milliseconds to wait after `attempt` failed attempts. Half of it is random, so that watchers that
 * lost the same host do not come back together.
 * @param random a number from 0 up to 1
 */
export function backoffDelay({ first, limit }: Backoff, attempt: number, random: number): number {
  const full = Math.min(limit, first * 2 ** Math.min(attempt, 20));
  return Math.round(full / 2 + (full / 2) * random);
}
