import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { lastLines } from './support/command.ts';
import { root } from './support/paths.ts';
import { say, ScriptError } from './support/say.ts';
import { runTool } from './support/tools.ts';

const stamp = join(root, 'out/built');
const sources = ['src', 'electron.vite.config.ts', 'package-lock.json'];
const outputs = [
  'out/main/index.js',
  'out/main/headless.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];

/** Builds the application if what is there is missing, unfinished or older than its sources. */
export async function ensureBuilt(): Promise<void> {
  if (isBuilt()) return;
  say('building');
  rmSync(stamp, { force: true });
  // What is changed during the build must count as newer than the build.
  const begun = new Date();
  const built = await runTool('electron-vite', ['build', '--logLevel', 'warn']);
  if (built.code !== 0) {
    throw new ScriptError(
      'BUILD_FAILED',
      `electron-vite build failed:\n${lastLines(built.output, 30)}`,
      'Run: npm run build',
    );
  }
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stamp, begun.toISOString());
}

function isBuilt(): boolean {
  const missing = [stamp, ...outputs.map((output) => join(root, output))].some(
    (file) => !existsSync(file),
  );
  return !missing && newest(sources.map((path) => join(root, path))) < begunAt();
}

function begunAt(): number {
  return Date.parse(readFileSync(stamp, 'utf8'));
}

/** The latest change below these paths. Folders count too: that is how a deleted file is noticed. Tests do not. */
function newest(paths: readonly string[]): number {
  let latest = 0;
  for (const path of paths) {
    const info = statSync(path);
    latest = Math.max(latest, info.mtimeMs);
    if (!info.isDirectory()) continue;
    const names = readdirSync(path).filter((name) => !/\.test\.tsx?$/.test(name));
    latest = Math.max(latest, newest(names.map((name) => join(path, name))));
  }
  return latest;
}
