import type { Page } from '@playwright/test';

/** The frames of a page during a stretch of time. */
export interface Frames {
  readonly perSecond: number;
  /** The longest time from one to the next. Milliseconds. */
  readonly longest: number;
  /** In how many of them the plan had rows, and none of them was in sight. */
  readonly blank: number;
}

interface Watch {
  readonly frames: number[];
  blank: number;
  stop: boolean;
}

/** Counts the frames of a page while something is done with it. */
export async function framesOf(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const watch: Watch = { frames: [], blank: 0, stop: false };
    const tree = document.querySelector('[role=tree][aria-label=Plan]');
    const isBlank = () => {
      if (!tree) return false;
      const { top, bottom } = tree.getBoundingClientRect();
      return [...tree.querySelectorAll('[role=treeitem]')].every((row) => {
        const box = row.getBoundingClientRect();
        return box.bottom <= top || box.top >= bottom;
      });
    };
    const frame = (at: number) => {
      watch.frames.push(at);
      // Looked at after the frame: what was painted is what then stands there.
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        if (isBlank()) watch.blank += 1;
      });
      port1.start();
      port2.postMessage(null);
      if (!watch.stop) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(globalThis, { watchedFrames: watch });
  });
  await work();
  const { frames, blank } = await page.evaluate(() => {
    const watch = (globalThis as unknown as { watchedFrames: Watch }).watchedFrames;
    watch.stop = true;
    return watch;
  });
  const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
  const took = (frames.at(-1) ?? 0) - (frames[0] ?? 0);
  return { perSecond: (gaps.length / took) * 1000, longest: Math.max(0, ...gaps), blank };
}
