import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, errors, test } from '@playwright/test';
import { preparedForTests } from '../../scripts/electron/prepare.ts';
import { answering } from './main-process.ts';
import {
  agentsIn,
  endWithin,
  hostOf,
  type LaunchOptions,
  Problems,
  type Ratchet,
  withPort,
} from './ratchet.ts';

const startLimit = 20_000;
const ATTEMPTS = 3;
const closeLimit = 8_000;

/** Starts the desktop application. */
export async function launchElectron({ dataDir, args = [] }: LaunchOptions): Promise<Ratchet> {
  const staged = await preparedForTests();
  const userDir = mkdtempSync(join(tmpdir(), 'ratchet-e2e-user-'));
  const app = await attach(() =>
    _electron.launch({
      executablePath: staged.executable,
      args: [...staged.args, ...switches(userDir), ...withPort(args)],
      env: { ...environment(), ...agentsIn(dataDir), RATCHET_DATA_DIR: dataDir },
      timeout: startLimit,
    }),
  );
  const problems = new Problems();
  app.on('window', (page) => problems.watch(page));
  const child = app.process();
  const pid = child.pid ?? 0;
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const dispose = async (): Promise<void> => {
    await endWithin(closeLimit, pid, () => app.close());
    rmSync(userDir, { recursive: true, force: true });
  };
  try {
    const page = await app.firstWindow({ timeout: startLimit });
    problems.watch(page);
    await page.waitForLoadState();
    return {
      surface: 'electron',
      page,
      host: await hostOf(dataDir),
      dataDir,
      pid,
      electron: answering(app),
      problems,
      output: () => output,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw new Error(`Ratchet did not open its window. It printed:\n${output}`, { cause: error });
  }
}

/**
 * On a busy machine Playwright may miss the moment at which Electron's inspector can be spoken to, and then
 * waits for ever while Electron waits for it. Playwright has ended that process when it gives up. It had not
 * been let past its start, so that another try hides nothing of the application; it is said all the same, and
 * the test gets the time back.
 */
async function attach(launch: () => Promise<ElectronApplication>): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch();
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || attempt === ATTEMPTS) throw error;
      console.log(`  Electron did not answer within ${startLimit / 1000} s, and is started again`);
      const info = test.info();
      info.setTimeout(info.timeout + startLimit);
    }
  }
}

function switches(userDir: string): string[] {
  // A shared machine has no setuid sandbox and may run the tests as root; these runs do not prove the system's sandbox.
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];
  return [...sandbox, `--user-data-dir=${userDir}`, '--disable-gpu', '--lang=en-US'];
}

function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
