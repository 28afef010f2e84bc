import { join } from 'node:path';
import { app, type BrowserWindow, protocol, session } from 'electron';
import { dataDirectory } from '../host/data-dir.ts';
import { startHost } from '../host/host.ts';
import { appProtocol } from './app-protocol.ts';
import { denyPermissions } from './guards.ts';
import { answerRequests } from './ipc.ts';
import { shellOptions } from './options.ts';
import { closeBeforeQuit } from './quitting.ts';
import { requestHandlers } from './requests.ts';
import { openInWindow } from './open-in-window.ts';
import { showOutside } from './outside.ts';
import { WindowMenus } from './window-menus.ts';
import { openWindow } from './window.ts';

/** Starts the host and opens the window on it. */
export async function runApplication(): Promise<void> {
  const root = app.getAppPath();
  const resourcesDir = join(root, 'resources');
  const rendererDir = join(root, 'out/renderer');
  const { dataDir = dataDirectory(), ...options } = shellOptions(process.argv.slice(1));
  const host = await startHost({
    ...options,
    dataDir,
    resourcesDir,
    rendererDir,
    version: app.getVersion(),
  });
  closeBeforeQuit(app, () => host.close(), complain);

  denyPermissions(session.defaultSession);
  protocol.handle(
    'app',
    appProtocol(rendererDir, (url) => host.get(url)),
  );
  let window: BrowserWindow | null = null;
  let shown: string | null = null;
  const show = (): void => {
    if (window === null) {
      window = openWindow({
        preload: join(root, 'out/preload/index.cjs'),
        icon: join(resourcesDir, 'icons/icon.png'),
        boundsFile: join(app.getPath('userData'), 'window.json'),
        onError: complain,
      });
      window.on('closed', () => {
        window = null;
        shown = null;
        menus.clear();
      });
      window.on('focus', () => outside.look());
    }
    if (window.isMinimized()) window.restore();
    window.focus();
  };

  const menus = new WindowMenus({ window: () => window, show });
  answerRequests(
    requestHandlers(host, menus, (build) => {
      shown = build;
      outside.look();
    }),
  );
  const outside = showOutside({
    host,
    icons: join(resourcesDir, 'icons'),
    window: () => window,
    shown: () => shown,
    show,
    open(build) {
      show();
      if (window) openInWindow(window, build);
    },
    quit: () => app.quit(),
  });
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.once('will-quit', () => outside.close());
  show();
}

function complain(error: unknown): void {
  process.stderr.write(`ratchet: ${error instanceof Error ? error.message : String(error)}\n`);
}
