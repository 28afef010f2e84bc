import type { Counters } from '../../../core/sync/messages.ts';

/**
 * The time by a build's own clock. Events carry the time that the agent told, and its clock may be
 * minutes off ours. Once an event has been seen to arrive, the build's time is that event's, plus
 * what has passed here since.
 */
export interface BuildClock {
  /** Local time minus the build's time, in milliseconds; 0 until an arrival has been seen. */
  readonly lag: number;
  /** Local time of the latest arrival; null until then. */
  readonly arrivedAt: number | null;
}

/** Below this the difference is the way from the agent to here. Milliseconds. */
const TOLERANCE = 5000;
/** Above this it is no difference of clocks: an old session is being read, and nothing runs. */
const HISTORY = 10 * 60_000;

export const newClock: BuildClock = { lag: 0, arrivedAt: null };

/**
 * Whether what is new came as it happened. What answers a question may be minutes old, and says
 * nothing of the agent's clock.
 */
export const cameLive = (before: Counters, next: Counters): boolean =>
  next.received > before.received &&
  next.replayed === before.replayed &&
  next.refreshed === before.refreshed;

/**
 * The clock after an arrival. What arrives may have been on its way for long, as when the window was
 * asleep, but is never early: the least difference that was seen is the one of the clocks.
 */
export function arrived(before: BuildClock, lastEventAt: number | null, now: number): BuildClock {
  const late = lastEventAt === null ? 0 : now - lastEventAt;
  const skewed = Math.abs(late) > TOLERANCE && Math.abs(late) < HISTORY;
  const lag = skewed ? late : 0;
  return { lag: before.arrivedAt === null ? lag : Math.min(before.lag, lag), arrivedAt: now };
}

export const buildTime = (clock: BuildClock, now: number): number => now - clock.lag;
