import { ScriptError } from '../support/say.ts';
import type { ElectronDist } from './dist.ts';
import { downloadDist } from './download.ts';
import { installedDist, overrideDist } from './installed.ts';
import { canUseNpmRuntime, npmDist } from './npm-runtime.ts';

/** Whether the Electron inside an npm package may be used: not at all, as the last resort, or before all others. */
export type NpmRuntimeUse = 'never' | 'last' | 'first';

/**
 * Finds an Electron: ELECTRON_OVERRIDE_DIST_PATH, the installed one, the official download, the one from npm. Throws with
 * the reasons when there is none.
 */
export async function findElectron(npmRuntime: NpmRuntimeUse): Promise<ElectronDist> {
  if (npmRuntime === 'first') {
    if (canUseNpmRuntime()) return await npmDist();
    throw notFound('the runtime from npm exists for Linux on x64 only');
  }
  const present = overrideDist() ?? installedDist();
  if (present !== undefined) return present;
  const download = await downloadDist();
  if ('dist' in download) return download.dist;
  if (npmRuntime === 'last' && canUseNpmRuntime()) {
    const dist = await npmDist();
    return { ...dist, why: `${dist.why}, because ${download.reason}` };
  }
  throw notFound(download.reason);
}

function notFound(reason: string): ScriptError {
  const alternative = canUseNpmRuntime()
    ? 'Run: npm start -- --runtime=npm (takes an Electron from the npm registry), or set'
    : 'Set';
  return new ScriptError(
    'ELECTRON_NOT_FOUND',
    `no Electron in reach: none is installed, and ${reason}`,
    `${alternative} ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.`,
  );
}
