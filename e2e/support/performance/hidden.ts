import type { Ratchet } from '../ratchet.ts';

/**
 * Hides the window, as when it is minimised: the page is told, and its timers and frames are slowed down
 * by the browser. A browser without a screen has no window to hide; there the page is told, and no more.
 * @returns what shows it again
 */
export async function hide({ page, electron }: Ratchet): Promise<() => Promise<void>> {
  if (electron) {
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    await page.waitForFunction(() => document.hidden, null, { polling: 100 });
    return () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  }
  const tell = (hidden: boolean) =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: now });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await tell(true);
  return () => tell(false);
}
