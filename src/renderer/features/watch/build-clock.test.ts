import { expect, it } from 'vitest';
import { buildTime, cameLive, clockAfter, newClock } from './build-clock.ts';

const none = { received: 0, replayed: 0, duplicates: 0, gaps: 0, resyncs: 0, refreshed: 0 };
const MINUTE = 60_000;

it('an event that is seen to arrive tells how far the agent’s clock is off', () => {
  const clock = clockAfter(newClock, 1_000_000 - 3 * MINUTE, 1_000_000, true);
  expect(buildTime(clock, 1_000_000)).toBe(1_000_000 - 3 * MINUTE);
});

it('a few seconds are the way from the agent to here, and hours are an old session', () => {
  for (const age of [0, 4000, 11 * MINUTE]) {
    expect(clockAfter(newClock, 1e9 - age, 1e9, true).lag).toBe(0);
  }
});

it('what comes in answer to a question was not seen to arrive', () => {
  expect(cameLive(none, { ...none, received: 2 })).toBe(true);
  for (const more of [{ replayed: 1 }, { refreshed: 1 }, { received: 1, replayed: 3 }]) {
    expect(cameLive(none, { ...none, ...more })).toBe(false);
  }
});

it.each([true, false])(
  'an event that was long on its way does not set the clock back (the one before it came live: %s)',
  (live) => {
    const clock = clockAfter(newClock, 1e9 - 200, 1e9, live);
    expect(clockAfter(clock, 1e9 + MINUTE, 1e9 + 5 * MINUTE, true).lag).toBe(0);
  },
);

it('what was replayed does not tell how far the agent’s clock is off', () => {
  expect(clockAfter(newClock, 1e9 - 3 * MINUTE, 1e9, false).lag).toBe(0);
});
