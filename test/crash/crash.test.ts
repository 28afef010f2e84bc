import { expect, it } from 'vitest';
import { killLoop } from './kill-loop.ts';

const KILLS = 20;

it(`nothing acknowledged is lost or doubled, and no version is used twice, over ${KILLS} kills (R1)`, async () => {
  const report = await killLoop(KILLS, 1);
  expect(report.acknowledged).toBeGreaterThan(KILLS);
  expect(report).toMatchObject({ lost: 0, doubled: 0, reused: 0 });
}, 120_000);
