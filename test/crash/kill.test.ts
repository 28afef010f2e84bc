import { expect, it } from 'vitest';
import { killLoop } from './kill-loop.ts';

const KILLS = 50;

it(`nothing is lost or doubled, no version is used twice and no replica is led astray, over ${KILLS} kills (R1, R5)`, async () => {
  const report = await killLoop(KILLS, 1);
  expect(report.acknowledged).toBeGreaterThan(KILLS);
  expect(report.announced).toBeGreaterThan(KILLS);
  expect(Object.values(report.killed).every((count) => count > 0)).toBe(true);
  expect(report).toMatchObject({
    lost: 0,
    doubled: 0,
    reused: 0,
    misnamed: 0,
    diverged: 0,
    wrongStates: 0,
  });
}, 180_000);
