import type { Page } from '@playwright/test';

/** What was seen of a window between two moments. */
export interface Seen {
  /** The largest step back of the version; 0 where it never went back. */
  readonly back: number;
  /** Looks at which the plan had no row. */
  readonly empty: number;
  readonly looks: number;
}

/** Looks at a window every 50 ms until it is asked what it saw: what is gone for a moment only is seen as well. */
export async function keepVigil(page: Page): Promise<() => Promise<Seen>> {
  await page.evaluate(() => {
    const seen = { back: 0, empty: 0, looks: 0 };
    let highest = 0;
    setInterval(() => {
      const { version } = window.__ratchet;
      highest = Math.max(highest, version);
      seen.back = Math.max(seen.back, highest - version);
      if (document.querySelector('[role=treeitem]') === null) seen.empty += 1;
      seen.looks += 1;
    }, 50);
    Object.assign(globalThis, { seen });
  });
  return () => page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
}
