import { setTimeout } from 'node:timers/promises';
import type { CDPSession, Page } from '@playwright/test';

/** A place on a page. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Inputs a second: no trackpad gives more. */
const RATE = 120;

/** Pixels a second. */
export const speeds = {
  /** What Chromium's own benchmarks of smoothness scroll at (`telemetry/internal/actions/scroll.py`). */
  scroll: 800,
  /** Ten screens of rows a second: all rows are others six times a second. */
  flick: 7200,
};

/** Turns the wheel over a part of the page for so long, up and down again. */
export async function turnWheel(
  page: Page,
  box: Box,
  speed: number,
  milliseconds: number,
): Promise<void> {
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(at.x, at.y);
  const half = (milliseconds / 1000 / 2) * RATE;
  await byTheClock(page, milliseconds, (session, turn) => {
    const deltaY = ((turn < half ? -1 : 1) * speed) / RATE;
    return session.send('Input.dispatchMouseEvent', {
      type: 'mouseWheel',
      ...at,
      deltaX: 0,
      deltaY,
    });
  });
}

/** Takes the thumb of the timeline and draws it to and fro. */
export async function scrub(page: Page, lanes: Box, milliseconds: number): Promise<void> {
  const y = lanes.y + lanes.height / 2;
  await page.mouse.move(lanes.x + lanes.width, y);
  await page.mouse.down();
  await byTheClock(page, milliseconds, (session, turn) => {
    const x = lanes.x + lanes.width * (0.5 + 0.48 * Math.cos(turn / 40));
    const held = { button: 'left', buttons: 1 } as const;
    return session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y, ...held });
  });
  await page.mouse.up();
}

/**
 * Gives inputs at the rate of a hand's device, whether the page keeps up or not. Waiting for each to be answered would
 * take a processor for the talk alone; what the clock has passed over is left out.
 */
async function byTheClock(
  page: Page,
  milliseconds: number,
  give: (session: CDPSession, turn: number) => Promise<unknown>,
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const begun = performance.now();
  const given: Promise<unknown>[] = [];
  for (;;) {
    const passed = performance.now() - begun;
    if (passed >= milliseconds) break;
    const turn = Math.floor((passed * RATE) / 1000);
    given.push(give(session, turn));
    await setTimeout(Math.max(1, begun + ((turn + 1) * 1000) / RATE - performance.now()));
  }
  await Promise.all(given);
  await session.detach();
}
