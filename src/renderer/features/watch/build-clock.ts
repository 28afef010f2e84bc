import type { Counters } from '../../../core/sync/messages.ts';

/**
 * The time by a build's own clock. Events carry the time that the agent told, and its clock may be
 * minutes off ours. Once events have been seen to arrive, the build's time is theirs, plus what has
 * passed here since.
 */
export interface BuildClock {
  /** Local time minus the build's time, in milliseconds; 0 until arrivals have told it. */
  readonly lag: number;
  /** The least age, by the local clock, at which a latest event was ever seen; no clock is further behind. */
  readonly least: number;
  /** Local time at which an event of about that age first came as it happened; null until one has. */
  readonly since: number | null;
}

/** Below this the difference is the way from the agent to here. Milliseconds. */
const TOLERANCE = 5000;
/** Above this it is no difference of clocks: an old session is being read, and nothing runs. */
const HISTORY = 10 * 60_000;

export const newClock: BuildClock = { lag: 0, least: Infinity, since: null };

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
 * was asleep or a session of some minutes ago is read, but is never early: the least difference that
 * was ever seen, live or not, bounds that of the clocks. It is taken for that of the clocks when it
 * stays the same while time goes on: what is read late comes nearer with each event.
 * @param live whether it came as it happened
 */
export function clockAfter(
  before: BuildClock,
  lastEventAt: number | null,
  now: number,
  live: boolean,
): BuildClock {
  if (lastEventAt === null) return before;
  const age = now - lastEventAt;
  const least = Math.min(before.least, age);
  const isNearer = least < before.least - TOLERANCE;
  const since = (isNearer ? null : before.since) ?? (live ? now : null);
  const isSkewed = Math.abs(least) > TOLERANCE && Math.abs(least) < HISTORY;
  const stays = live && since !== null && now - since >= TOLERANCE && age - least <= TOLERANCE;
  const lag = stays ? least : isNearer ? 0 : before.lag;
  const after = { lag: isSkewed ? lag : 0, least, since };
  // The same object where nothing is new: what shows a clock is drawn again with another one.
  const isSame = after.lag === before.lag && least === before.least && since === before.since;
  return isSame ? before : after;
}

export const buildTime = (clock: BuildClock, now: number): number => now - clock.lag;
