import { mkdirSync, statSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, run } from '../support/command.ts';
import { cacheDir, root } from '../support/paths.ts';
import { say } from '../support/say.ts';
import type { ElectronDist } from './dist.ts';
import { installedDist, wantedVersion } from './installed.ts';

const probeLimit = 5_000;
const quickLimit = 15_000;
const downloadLimit = 300_000;
const memory = 24 * 60 * 60 * 1000;

/** What came of the official download: an Electron, or the reason why there is none. */
export type Download = { dist: ElectronDist } | { reason: string };

/**
 * Downloads the official Electron with the package's own installer. Where the server is out of reach this gives up within
 * seconds, and remembers it for a day, so that a second start does not wait again.
 */
export async function downloadDist(): Promise<Download> {
  const version = wantedVersion();
  const stamp = join(cacheDir(), `electron-${version}-unreachable`);
  if (isFresh(stamp)) {
    return {
      reason: `the official download failed less than a day ago (delete ${stamp} to try again)`,
    };
  }
  const failed = await attempt(version);
  const dist = failed === undefined ? installedDist('downloaded') : undefined;
  if (dist !== undefined) {
    rmSync(stamp, { force: true });
    return { dist };
  }
  const reason = failed ?? 'the installer left no Electron';
  mkdirSync(cacheDir(), { recursive: true });
  writeFileSync(stamp, `${reason}\n`);
  return { reason };
}

/** Tries the download; answers why it failed, or undefined. */
async function attempt(version: string): Promise<string | undefined> {
  // Through a proxy the probe would not see what the installer sees, so then the installer itself has to be quick.
  const proxied = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'].some((name) => process.env[name]);
  if (!proxied) {
    const unreachable = await probe(version);
    if (unreachable !== undefined) return unreachable;
  }
  say(`downloading Electron ${version} (about 110 MB, once)`);
  const timeout = proxied ? quickLimit : downloadLimit;
  const installer = join(root, 'node_modules/electron/install.js');
  const result = await run(process.execPath, [installer], { cwd: root, timeout });
  if (result.timedOut) return `the official download took more than ${timeout / 1000} s`;
  if (result.code !== 0) return `the official download failed: ${lastLines(result.output, 1)}`;
  return undefined;
}

async function probe(version: string): Promise<string | undefined> {
  const mirror =
    process.env['ELECTRON_MIRROR'] ??
    process.env['npm_config_electron_mirror'] ??
    'https://github.com/electron/electron/releases/download/';
  const { host } = new URL(mirror);
  try {
    await fetch(`${mirror}v${version}/SHASUMS256.txt`, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(probeLimit),
    });
    return undefined;
  } catch {
    return `${host} is out of reach`;
  }
}

function isFresh(stamp: string): boolean {
  try {
    return Date.now() - statSync(stamp).mtimeMs < memory;
  } catch {
    return false;
  }
}
