import type { Counters } from '../../../core/sync/messages.ts';

/**
 * The time by a build's own clock. Events carry the time that the agent told, and its clock may be
 * minutes off ours. Once an event has been seen to arrive, the build's time is that event's, plus
 * what has passed here since.
 */
export interface BuildClock {
  /** Local time minus the build's time, in milliseconds; 0 until an arrival has been seen. */
  readonly lag: number;
  /** The least age, by the local clock, at which a latest event was ever seen; no clock is further behind. */
  readonly least: number;
}

/** Below this the difference is the way from the agent to here. Milliseconds. */
const TOLERANCE = 5000;
/** Above this it is no difference of clocks: an old session is being read, and nothing runs. */
const HISTORY = 10 * 60_000;

export const newClock: BuildClock = { lag: 0, least: Infinity };

/**
 * Whether what is new came as it happened. What answers a question may be minutes old, and says
 * nothing of the agent's clock but that it is not further behind.
 */
export const cameLive = (before: Counters, next: Counters): boolean =>
  next.received > before.received &&
  next.replayed === before.replayed &&
  next.refreshed === before.refreshed;

/**
 * The clock after something new was seen. It may have been on its way for long, as when the window
 * was asleep, but is never early: the least difference that was ever seen, live or not, bounds that of the clocks.
 * @param live whether it came as it happened
 */
export function clockAfter(
  before: BuildClock,
  lastEventAt: number | null,
  now: number,
  live: boolean,
): BuildClock {
  if (lastEventAt === null) return before;
  const least = Math.min(before.least, now - lastEventAt);
  if (!live) return { ...before, least };
  const skewed = Math.abs(least) > TOLERANCE && Math.abs(least) < HISTORY;
  return { lag: skewed ? least : 0, least };
}

export const buildTime = (clock: BuildClock, now: number): number => now - clock.lag;
