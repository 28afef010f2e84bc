import type { Page } from '@playwright/test';
import type { Ratchet } from '../ratchet.ts';

const rows = Array.from({ length: 3000 }, (_, index) => `<p>line ${index} of a plain page</p>`);
const html = `<!doctype html><title>plain</title>${rows.join('')}`;

/**
 * A page with nothing but lines of text, drawn by the same browser: how smoothly this machine scrolls at all.
 * @returns the page, and what takes it away
 */
export async function plainPage({ page, electron }: Ratchet): Promise<[Page, () => Promise<void>]> {
  if (!electron) {
    const plain = await page.context().browser()?.newPage();
    if (!plain) throw new Error('the browser opened no page');
    await plain.setContent(html);
    return [plain, () => plain.close()];
  }
  const opened = electron.waitForEvent('window');
  await electron.evaluate(async ({ BrowserWindow }, content) => {
    const [first] = BrowserWindow.getAllWindows();
    const window = new BrowserWindow({ ...first?.getBounds(), webPreferences: { sandbox: true } });
    await window.loadURL(`data:text/html,${encodeURIComponent(content)}`);
  }, html);
  const plain = await opened;
  return [
    plain,
    async () => {
      await electron.evaluate(({ BrowserWindow }) => {
        const isPlain = (url: string) => url.startsWith('data:');
        for (const window of BrowserWindow.getAllWindows()) {
          if (isPlain(window.webContents.getURL())) window.destroy();
        }
      });
      await page.bringToFront();
    },
  ];
}
