import type { Locator, Page } from '@playwright/test';

/**
 * How long after the click on it a build is seen: its title, its first rows and its timeline. Milliseconds by
 * the page's own clock, until the frame that shows them has been painted.
 */
export async function firstPaint(page: Page, item: Locator, title: string): Promise<number> {
  await page.evaluate((wanted) => {
    const isPainted = () => {
      if (document.querySelector('header h1')?.textContent !== wanted) return false;
      const row = document.querySelector('[role=tree][aria-label=Plan] [role=treeitem]');
      const canvas = document.querySelector<HTMLCanvasElement>(
        'section[aria-label=Timeline] canvas',
      );
      if (!row || !canvas || canvas.width === 0) return false;
      // The lane of the tools: something stands in it.
      const tools = canvas
        .getContext('2d')
        ?.getImageData(0, 40 * devicePixelRatio, canvas.width, 1);
      return tools?.data.some((part) => part !== 0) ?? false;
    };
    const painted = new Promise<number>((resolve) => {
      const begin = ({ timeStamp }: MouseEvent) => {
        const look = () => {
          if (!isPainted()) return void requestAnimationFrame(look);
          // A message that is sent in a frame comes after that frame was painted.
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => resolve(performance.now() - timeStamp));
          port1.start();
          port2.postMessage(null);
        };
        requestAnimationFrame(look);
      };
      addEventListener('click', begin, { capture: true, once: true });
    });
    Object.assign(globalThis, { painted });
  }, title);
  await item.click();
  return page.evaluate(() => (globalThis as unknown as { painted: Promise<number> }).painted);
}
