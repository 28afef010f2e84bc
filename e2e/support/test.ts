import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type TestInfo } from '@playwright/test';
import { launchBrowser } from './browser.ts';
import { launchElectron } from './electron.ts';
import type { LaunchOptions, Ratchet, Surface } from './ratchet.ts';

export { expect } from '@playwright/test';

/** What a project of the configuration sets. */
export interface SurfaceOption {
  surface: Surface;
}

const start = { electron: launchElectron, chromium: launchBrowser };
const emptyFolder = () => mkdtempSync(join(tmpdir(), 'ratchet-e2e-data-'));

interface Fixtures extends SurfaceOption {
  /** Arguments of the application for the tests of a file. */
  ratchetArgs: readonly string[];
  /** Starts Ratchet; all that a test starts is ended with it. */
  launch: (options?: Partial<LaunchOptions>) => Promise<Ratchet>;
  /** A Ratchet on an empty data folder. */
  ratchet: Ratchet;
}

/** The `test` of all specs: one spec runs in Electron and in Chromium. */
export const test = base.extend<Fixtures>({
  surface: ['electron', { option: true }],
  ratchetArgs: [[], { option: true }],
  launch: async ({ surface, ratchetArgs }, use, testInfo) => {
    const running: Ratchet[] = [];
    const folders: string[] = [];
    await use(async ({ dataDir, args = ratchetArgs } = {}) => {
      const folder = dataDir ?? emptyFolder();
      if (dataDir === undefined) folders.push(folder);
      const ratchet = await start[surface]({ dataDir: folder, args });
      running.push(ratchet);
      return ratchet;
    });
    if (testInfo.status !== testInfo.expectedStatus) await attachEvidence(running, testInfo);
    for (const ratchet of running) await ratchet[Symbol.asyncDispose]();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    for (const ratchet of running) ratchet.problems.check();
  },
  ratchet: async ({ launch }, use) => {
    await use(await launch());
  },
});

/**
 * A `test` for a file whose tests leave Ratchet as they found it: one is enough for all of them, and to start
 * one takes longer than most of them do.
 */
export function withOneRatchet(): typeof test {
  let one: Ratchet | null = null;
  const sharing = test.extend({
    ratchet: async ({ surface, ratchetArgs }, use, testInfo) => {
      one ??= await start[surface]({ dataDir: emptyFolder(), args: ratchetArgs });
      await use(one);
      if (testInfo.status !== testInfo.expectedStatus) await attachEvidence([one], testInfo);
      one.problems.check();
    },
  });
  sharing.afterAll(async () => {
    if (!one) return;
    await one[Symbol.asyncDispose]();
    rmSync(one.dataDir, { recursive: true, force: true });
    one = null;
  });
  return sharing;
}

async function attachEvidence(running: readonly Ratchet[], testInfo: TestInfo): Promise<void> {
  for (const ratchet of running) {
    await testInfo.attach('output', { body: ratchet.output(), contentType: 'text/plain' });
    const screenshot = await ratchet.page.screenshot({ timeout: 5_000 }).catch(() => null);
    if (screenshot === null) continue;
    await testInfo.attach('screenshot', { body: screenshot, contentType: 'image/png' });
  }
}
