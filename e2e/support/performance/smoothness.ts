import type { Page } from '@playwright/test';

/** How a page moved during a stretch of time. Milliseconds. */
export interface Smoothness {
  readonly perSecond: number;
  /** The middle and the longest time from one frame to the next. */
  readonly median: number;
  readonly longest: number;
  /** Tasks over 50 ms, as the browser tells them. */
  readonly longTasks: readonly number[];
}

interface Watch {
  readonly frames: number[];
  readonly tasks: number[];
  stop: boolean;
}

/** Counts the frames and the long tasks of a page while something is done with it. */
export async function smoothnessOf(page: Page, work: () => Promise<void>): Promise<Smoothness> {
  await page.evaluate(() => {
    const watch: Watch = { frames: [], tasks: [], stop: false };
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watch.tasks.push(Math.round(duration));
    });
    observer.observe({ type: 'longtask' });
    const frame = (at: number) => {
      watch.frames.push(at);
      if (!watch.stop) requestAnimationFrame(frame);
      else observer.disconnect();
    };
    requestAnimationFrame(frame);
    Object.assign(globalThis, { smoothness: watch });
  });
  await work();
  const { frames, tasks } = await page.evaluate(async () => {
    const watch = (globalThis as unknown as { smoothness: Watch }).smoothness;
    watch.stop = true;
    // The observer is told of a task after it.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { frames: watch.frames, tasks: watch.tasks };
  });
  const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
  const sorted = gaps.toSorted((a, b) => a - b);
  const took = (frames.at(-1) ?? 0) - (frames[0] ?? 0);
  return {
    perSecond: (gaps.length / took) * 1000,
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    longest: sorted.at(-1) ?? 0,
    longTasks: tasks,
  };
}

/** Turns the wheel over a place for so long, down and up again, as fast as the page takes it. */
export async function turnWheel(
  page: Page,
  place: { readonly x: number; readonly y: number },
  milliseconds: number,
): Promise<void> {
  await page.mouse.move(place.x, place.y);
  const begun = performance.now();
  for (let turn = 0; performance.now() - begun < milliseconds; turn += 1) {
    await page.mouse.wheel(0, Math.floor(turn / 40) % 2 === 0 ? -120 : 120);
  }
}
