import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { ScriptError } from '../support/say.ts';
import type { ElectronDist } from './dist.ts';

const packageDir = join(root, 'node_modules/electron');

/** The version of Electron that package.json asks for. */
export function wantedVersion(): string {
  const text = readText(join(packageDir, 'package.json'));
  const version =
    text === undefined ? undefined : (JSON.parse(text) as { version?: string }).version;
  if (version !== undefined) return version;
  throw new ScriptError('NOT_INSTALLED', 'node_modules/electron is missing', 'Run: npm ci');
}

/** The Electron of ELECTRON_OVERRIDE_DIST_PATH. Set to a folder without one is an error: the user meant it. */
export function overrideDist(): ElectronDist | undefined {
  const dir = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (dir === undefined || dir === '') return undefined;
  const executable = [platformExecutable(), 'ratchet'].find((name) => existsSync(join(dir, name)));
  if (executable === undefined) {
    throw new ScriptError(
      'ELECTRON_OVERRIDE_WRONG',
      `ELECTRON_OVERRIDE_DIST_PATH is ${dir}, and there is no ${platformExecutable()} in it`,
      'Set it to the folder of an unpacked Electron, or unset it.',
    );
  }
  const version = readText(join(dir, 'version'))?.trim().replace(/^v/, '') ?? 'of unknown version';
  return {
    origin: 'override',
    dir,
    executable,
    version,
    why: `Electron ${version} of ELECTRON_OVERRIDE_DIST_PATH`,
    runsFolders:
      existsSync(join(dir, 'resources/default_app.asar')) || process.platform === 'darwin',
  };
}

/** The Electron in node_modules, if its download was ever completed. */
export function installedDist(
  origin: 'installed' | 'downloaded' = 'installed',
): ElectronDist | undefined {
  const dir = join(packageDir, 'dist');
  // path.txt is what the installer writes last: without it, dist may be half unpacked.
  const executable = readText(join(packageDir, 'path.txt'))?.trim();
  const version = readText(join(dir, 'version'))?.trim().replace(/^v/, '');
  if (executable === undefined || version === undefined) return undefined;
  if (version !== wantedVersion() || !existsSync(join(dir, executable))) return undefined;
  return {
    origin,
    dir,
    executable,
    version,
    why: `Electron ${version}, ${origin}`,
    runsFolders: true,
  };
}

function platformExecutable(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
