import {
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { z } from 'zod';
import { root } from '../support/paths.ts';
import type { ElectronDist } from './dist.ts';
import { hasFuses, setFuses } from './fuses.ts';

const manifest = z.object({
  name: z.string(),
  version: z.string(),
  type: z.string(),
  main: z.string(),
});

/** An application ready to be started. */
export interface StagedApp {
  executable: string;
  /** What goes before any other argument. */
  args: string[];
  /** True if it runs as a packaged application, with its fuses set. */
  packaged: boolean;
}

/** Whether an Electron can be packaged here: a plain folder with `resources` beside the executable. */
export function canStage(): boolean {
  return process.platform !== 'darwin';
}

/** The unpackaged way: Electron is given the checkout, or the folder of another application. */
export function unstaged(dist: ElectronDist, folder = root): StagedApp {
  return { executable: join(dist.dir, dist.executable), args: [folder], packaged: false };
}

/**
 * Puts the built application into an Electron, under `out/electron/<purpose>` of this checkout. Electron's own files are
 * hard links where the file system allows, so that this costs neither time nor room.
 * @param place puts the application there; absent: Ratchet
 */
export async function stage(
  dist: ElectronDist,
  purpose: 'start' | 'test' | 'plain',
  place: (app: string) => void = (app) => placeApplication(dist, app),
): Promise<StagedApp> {
  const home = join(root, 'out/electron', purpose);
  const work = `${home}.making-${process.pid}`;
  const executableName = process.platform === 'win32' ? 'ratchet.exe' : 'ratchet';
  rmSync(work, { recursive: true, force: true });
  try {
    await placeElectron(dist, work, executableName);
    place(join(work, 'resources/app'));
    rmSync(home, { recursive: true, force: true });
    renameSync(work, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return { executable: join(home, executableName), args: [], packaged: true };
}

async function placeElectron(dist: ElectronDist, work: string, name: string): Promise<void> {
  for (const path of readdirSync(dist.dir, { recursive: true, encoding: 'utf8' })) {
    const source = join(dist.dir, path);
    if (
      path.split(sep)[0] === 'resources' ||
      path === dist.executable ||
      !statSync(source).isFile()
    )
      continue;
    linkOrCopy(source, join(work, path));
  }
  const source = join(dist.dir, dist.executable);
  const executable = join(work, name);
  // Fuses are written into the file, so an Electron that is not ours must be copied, never linked.
  if (await hasFuses(source)) {
    linkOrCopy(source, executable);
  } else {
    mkdirSync(work, { recursive: true });
    copyFileSync(source, executable, constants.COPYFILE_FICLONE);
    await setFuses(executable);
  }
}

function placeApplication(dist: ElectronDist, app: string): void {
  mkdirSync(app, { recursive: true });
  for (const part of ['out/main', 'out/preload', 'out/renderer', 'resources']) {
    const source = join(root, part);
    // Copies, not links: a module resolves its imports from where its file really is.
    if (existsSync(source)) cpSync(source, join(app, part), { recursive: true });
  }
  if (dist.modules === undefined) {
    const module = 'node_modules/better-sqlite3';
    for (const part of ['package.json', 'lib', 'prebuilds']) {
      cpSync(join(root, module, part), join(app, module, part), { recursive: true });
    }
  } else {
    cpSync(dist.modules, join(app, 'node_modules'), { recursive: true });
  }
  const { name, version, type, main } = manifest.parse(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name, version, type, main }, null, 2));
}

function linkOrCopy(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  try {
    linkSync(source, target);
  } catch {
    // Another file system, or one without links.
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
  }
}
