import type { Page } from '@playwright/test';

/** A place on a page. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Turns the wheel over a part of the page for so long, down and up again, as fast as the page takes it. */
export async function turnWheel(page: Page, box: Box, milliseconds: number): Promise<void> {
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const begun = performance.now();
  for (let turn = 0; performance.now() - begun < milliseconds; turn += 1) {
    await page.mouse.wheel(0, Math.floor(turn / 40) % 2 === 0 ? -120 : 120);
  }
}

/** Takes the thumb of the timeline and draws it to and fro, as fast as the page takes it. */
export async function scrub(page: Page, lanes: Box, milliseconds: number): Promise<void> {
  const y = lanes.y + lanes.height / 2;
  await page.mouse.move(lanes.x + lanes.width, y);
  await page.mouse.down();
  const begun = performance.now();
  for (let step = 0; performance.now() - begun < milliseconds; step += 1) {
    await page.mouse.move(lanes.x + lanes.width * (0.5 + 0.48 * Math.cos(step / 40)), y);
  }
  await page.mouse.up();
}
