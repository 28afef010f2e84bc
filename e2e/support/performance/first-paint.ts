import type { Locator, Page } from '@playwright/test';

/**
 * How long after the click on it a build is seen: its title, its first rows and its timeline. Milliseconds
 * until the frame that shows them has been painted, by the page's own clock, and its tasks over 50 ms.
 */
export async function firstPaint(
  page: Page,
  item: Locator,
  title: string,
): Promise<{ readonly ms: number; readonly longTasks: readonly number[] }> {
  await page.evaluate((wanted) => {
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(Math.round(duration));
    });
    observer.observe({ type: 'longtask' });
    const isPainted = () => {
      if (document.querySelector('header h1')?.textContent !== wanted) return false;
      const row = document.querySelector('[role=tree][aria-label=Plan] [role=treeitem]');
      const canvas = document.querySelector<HTMLCanvasElement>(
        'section[aria-label=Timeline] canvas',
      );
      if (!row || !canvas || canvas.width === 0) return false;
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      return pixels?.some((part) => part !== 0) ?? false;
    };
    const painted = new Promise((resolve) => {
      const begin = (click: MouseEvent) => {
        const look = () => {
          if (!isPainted()) return void requestAnimationFrame(look);
          // A message that is sent in a frame comes after that frame was painted.
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => {
            const ms = performance.now() - click.timeStamp;
            setTimeout(() => {
              observer.disconnect();
              resolve({ ms, longTasks: tasks });
            }, 50);
          });
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
  return page.evaluate(
    () =>
      (globalThis as unknown as { painted: Promise<{ ms: number; longTasks: number[] }> }).painted,
  );
}
