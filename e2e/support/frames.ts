import type { Page } from '@playwright/test';

/**
 * Holds the frames of a page back, as a machine does that is too busy to draw: what is pressed meanwhile
 * must do what it would do otherwise.
 * @returns what lets them come again, those that were held first
 */
export async function holdFrames(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const request = window.requestAnimationFrame.bind(window);
    const cancel = window.cancelAnimationFrame.bind(window);
    const held = new Map<number, FrameRequestCallback>();
    let last = 0;
    window.requestAnimationFrame = (callback) => {
      held.set((last += 1), callback);
      return last;
    };
    window.cancelAnimationFrame = (id) => void held.delete(id);
    const letGo = () => {
      window.requestAnimationFrame = request;
      window.cancelAnimationFrame = cancel;
      for (const callback of held.values()) request(callback);
    };
    Object.assign(globalThis, { letGo });
  });
  return () => page.evaluate(() => (globalThis as unknown as { letGo: () => void }).letGo());
}
