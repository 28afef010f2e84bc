import type { Ratchet } from './ratchet.ts';

/**
 * Puts the window to sleep: the process that draws it is stopped, so that no timer fires and what
 * arrives piles up, as when the lid is closed. A desktop window is hidden as well.
 * @returns what wakes it
 */
export async function putToSleep(ratchet: Ratchet): Promise<() => Promise<void>> {
  const { electron } = ratchet;
  const renderers = await renderersOf(ratchet);
  await electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  for (const pid of renderers) process.kill(pid, 'SIGSTOP');
  return async () => {
    for (const pid of renderers) process.kill(pid, 'SIGCONT');
    await electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  };
}

/** The processes that draw pages; a browser keeps spare ones, and does not say which is whose. */
async function renderersOf({ page, electron }: Ratchet): Promise<number[]> {
  if (electron) {
    return electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getOSProcessId()),
    );
  }
  const session = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {};
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}
