import { BrowserWindow, nativeTheme, screen } from 'electron';
import { appOrigin } from '../../core/bridge/bridge.ts';
import { type Bounds, fitBounds, loadBounds, saveBounds } from './window-bounds.ts';

/** What a window needs to know. */
export interface WindowOptions {
  preload: string;
  icon: string;
  /** Where its bounds are remembered. */
  boundsFile: string;
  /** Told if the page could not be loaded. */
  onError: (error: unknown) => void;
}

const saveDelay = 400;
/** A page that crashes this often in a minute is left alone, so that it does not crash for ever. */
const reloadLimit = 3;

/** Opens the window on the page of `app://`. It shows itself when the page has painted. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const { maximized, ...bounds } = fitBounds(loadBounds(options.boundsFile), screens);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 480,
    minHeight: 360,
    title: 'Ratchet',
    icon: options.icon,
    show: false,
    // What is seen until the page paints: no white flash in the dark.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0f1115' : '#ffffff',
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  rememberBounds(window, options.boundsFile);
  reloadAfterCrash(window);
  void window.loadURL(`${appOrigin}/`).catch(options.onError);
  return window;
}

function rememberBounds(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    // The normal bounds, so that a window closed maximised has a size to go back to.
    const bounds: Bounds = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    saveBounds(file, bounds);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, saveDelay);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('close', save);
  window.on('closed', () => clearTimeout(timer));
}

function reloadAfterCrash(window: BrowserWindow): void {
  let crashes = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || crashes >= reloadLimit) return;
    crashes += 1;
    setTimeout(() => (crashes -= 1), 60_000).unref();
    // Nothing is lost: the page asks the host from where it was.
    window.webContents.reload();
  });
}
