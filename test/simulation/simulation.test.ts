import { expect, it } from 'vitest';
import { schedule, simulate } from './simulate.ts';

const RUNS = 300;
const STEPS = 200;

it(`${RUNS} schedules of ${STEPS} steps: every watcher is right at all times and current in the end (R1, R2, R3, R5, R6)`, async () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const wrong = await simulate(schedule(seed, STEPS), seed);
    expect({ seed, wrong }).toEqual({ seed, wrong: [] });
  }
}, 120_000);
