import { expect, it } from 'vitest';
import { buildTime, cameLive, clockAfter, newClock } from './build-clock.ts';

const none = { received: 0, replayed: 0, duplicates: 0, gaps: 0, resyncs: 0, refreshed: 0 };
const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The clock after these ages of the latest event were seen, live, at these times. */
const after = (...seen: readonly (readonly [now: number, age: number])[]) =>
  seen.reduce((clock, [now, age]) => clockAfter(clock, now - age, now, true), newClock);

it.each([3 * MINUTE, -2 * MINUTE])(
  'events that arrive, all by the same time off, tell how far the agent’s clock is off: %i ms',
  (off) => {
    expect(after([0, off], [2 * SECOND, off]).lag).toBe(0);
    const clock = after([0, off], [2 * SECOND, off + 300], [6 * SECOND, off + 100]);
    expect(buildTime(clock, MINUTE)).toBe(MINUTE - off);
  },
);

it('a few seconds are the way from the agent to here, and hours are an old session', () => {
  for (const age of [0, 4 * SECOND, 11 * MINUTE]) {
    expect(after([0, age], [10 * SECOND, age]).lag).toBe(0);
  }
});

it('a session of some minutes ago that is read now has no other clock, however long that takes', () => {
  const reading = [9, 7, 5, 3, 2].map((age, at) => [at * 3 * SECOND, age * MINUTE] as const);
  for (let read = 1; read <= reading.length; read += 1) {
    expect(after(...reading.slice(0, read)).lag).toBe(0);
  }
});

it('what comes in answer to a question was not seen to arrive', () => {
  expect(cameLive(none, { ...none, received: 2 })).toBe(true);
  for (const more of [{ replayed: 1 }, { refreshed: 1 }, { received: 1, replayed: 3 }]) {
    expect(cameLive(none, { ...none, ...more })).toBe(false);
  }
  const clock = clockAfter(newClock, 0, 3 * MINUTE, false);
  expect(clockAfter(clock, 10 * SECOND, 3 * MINUTE + 10 * SECOND, false).lag).toBe(0);
});

it.each([true, false])(
  'events that were long on their way do not set the clock back (the one before them came live: %s)',
  (live) => {
    let clock = clockAfter(newClock, -200, 0, live);
    for (let late = 1; late < 5; late += 1) {
      clock = clockAfter(clock, late * 10 * SECOND, late * 10 * SECOND + 4 * MINUTE, true);
      expect(clock.lag).toBe(0);
    }
  },
);

it('an event that came late does not undo what is known of the clock', () => {
  const clock = after([0, 3 * MINUTE], [6 * SECOND, 3 * MINUTE], [MINUTE, 4 * MINUTE]);
  expect(clock.lag).toBe(3 * MINUTE);
});
