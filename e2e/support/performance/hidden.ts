import type { Ratchet } from '../ratchet.ts';

/**
 * Hides the window, as when it is minimised. A page that is driven by a test is always told that it is seen, and a
 * browser without a screen has no window: so the page is told here, in the words of a browser, that it is not.
 * @returns what shows it again
 */
export async function hide({ page, electron }: Ratchet): Promise<() => Promise<void>> {
  const tell = (hidden: boolean) =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: now });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await tell(true);
  await electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  return async () => {
    await electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
    await tell(false);
  };
}
