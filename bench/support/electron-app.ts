import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { findElectron } from '../../scripts/electron/find.ts';
import { canStage, stage, type StagedApp, unstaged } from '../../scripts/electron/stage.ts';
import { startDisplay } from '../../scripts/system/xvfb.ts';

/** The least that Electron can show: one line of text. */
const plainMain = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1360, height: 860, show: false });
  window.once('ready-to-show', () => window.show());
  void window.loadURL('data:text/html,<title>plain</title><p>One line of text.</p>');
});
`;

export interface Applications {
  readonly ratchet: StagedApp;
  readonly plain: StagedApp;
  readonly close: () => Promise<void>;
}

/** Ratchet, and an application that shows one line, in the same Electron. */
export async function applications(folder: string): Promise<Applications> {
  const dist = await findElectron('last');
  const display = process.platform === 'linux' ? await startDisplay() : null;
  if (display) process.env['DISPLAY'] = display.name;
  const place = (app: string) => {
    mkdirSync(app, { recursive: true });
    const manifest = { name: 'plain', version: '1.0.0', main: 'main.js' };
    writeFileSync(join(app, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(app, 'main.js'), plainMain);
  };
  const staged = canStage();
  if (!staged) place(join(folder, 'plain'));
  return {
    ratchet: staged ? await stage(dist, 'test') : unstaged(dist),
    plain: staged ? await stage(dist, 'plain', place) : unstaged(dist, join(folder, 'plain')),
    async close() {
      await display?.[Symbol.asyncDispose]();
    },
  };
}

export interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** When its process was started, in milliseconds since 1970, with fractions. */
  readonly startedAt: number;
  readonly close: () => Promise<void>;
}

export const epoch = (): number => performance.timeOrigin + performance.now();

/** Starts an application as the end-to-end tests do: without a GPU, on a display of its own. */
export async function launch(
  { executable, args }: StagedApp,
  folder: string,
  more: readonly string[] = [],
): Promise<Launched> {
  const userDir = mkdtempSync(join(folder, 'user-'));
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];
  const startedAt = epoch();
  const app = await _electron.launch({
    executablePath: executable,
    args: [...args, ...sandbox, `--user-data-dir=${userDir}`, '--disable-gpu', ...more],
    timeout: 30_000,
  });
  const page = await app.firstWindow({ timeout: 30_000 });
  return {
    app,
    page,
    startedAt,
    async close() {
      const { pid } = app.process();
      // Electron's close can hang.
      const killer = setTimeout(() => pid && process.kill(pid, 'SIGKILL'), 5000);
      await app.close().catch(() => {});
      clearTimeout(killer);
      rmSync(userDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** When something that answers to a selector has been painted, in milliseconds since 1970. */
export const paintedAt = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (!document.querySelector(wanted)) return void requestAnimationFrame(look);
          // A message that is sent in a frame comes after that frame was painted.
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () =>
            resolve(performance.timeOrigin + performance.now()),
          );
          port1.start();
          port2.postMessage(null);
        };
        look();
      }),
    selector,
  );
