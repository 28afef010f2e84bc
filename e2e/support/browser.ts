import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { findChromium } from '../../scripts/system/chromium.ts';
import {
  agentsIn,
  endWithin,
  hostOf,
  type LaunchOptions,
  Problems,
  type Ratchet,
  withPort,
} from './ratchet.ts';

const root = join(import.meta.dirname, '../..');
const startLimit = 20_000;
const closeLimit = 8_000;

/** Starts the headless host and opens the address that it prints in Chromium, as a user does. */
export async function launchBrowser({ dataDir, args = [] }: LaunchOptions): Promise<Ratchet> {
  const host = await startHeadless(dataDir, args);
  const browser = await chromium.launch({
    executablePath: findChromium(chromium.executablePath()),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--lang=en-US'],
  });
  const problems = new Problems();
  const dispose = async (): Promise<void> => {
    await browser.close();
    await host.stop();
  };
  try {
    const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
    problems.watch(page);
    await page.goto(host.url);
    return {
      surface: 'chromium',
      page,
      host: await hostOf(dataDir),
      dataDir,
      pid: host.pid,
      electron: null,
      problems,
      output: () => host.output(),
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw new Error(`Ratchet did not show its page. It printed:\n${host.output()}`, {
      cause: error,
    });
  }
}

export interface Headless {
  /** The address to open, with whatever it carries. */
  url: string;
  pid: number;
  output(): string;
  stop(): Promise<void>;
}

/** Starts a headless host, and waits for the address that it prints. */
export async function startHeadless(dataDir: string, args: readonly string[]): Promise<Headless> {
  const child = spawn(process.execPath, [join(root, 'out/main/headless.js'), ...withPort(args)], {
    cwd: root,
    env: { ...process.env, ...agentsIn(dataDir), RATCHET_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid ?? 0;
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await endWithin(closeLimit, pid, () => ended);
  };
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = await printedAddress(child, () => output);
  if (url === undefined) {
    await stop();
    throw new Error(`The headless host printed no address, but:\n${output}`);
  }
  return { url, pid, output: () => output, stop };
}

async function printedAddress(
  child: ChildProcess,
  output: () => string,
): Promise<string | undefined> {
  const begun = performance.now();
  while (performance.now() - begun < startLimit) {
    const found = /(http:\/\/127\.0\.0\.1:\d+\S*)\s/.exec(output())?.[1];
    if (found !== undefined || child.exitCode !== null) return found;
    await setTimeout(50);
  }
  return undefined;
}
