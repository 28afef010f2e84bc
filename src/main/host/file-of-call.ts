import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { positionOf } from '../../core/build/key-index.ts';
import type { BuildState } from '../../core/build/state.ts';
import { fileOf, lineOf } from '../../core/build/tool-file.ts';
import { vectorAt } from '../../core/build/vector.ts';
import { RatchetError } from '../../core/errors.ts';

export interface FileOfCall {
  /** Absolute, and no link. */
  readonly path: string;
  readonly line: number | null;
}

/**
 * The file that a call works on, as it is on this machine. Who asks names the call; the path is the host's
 * own, but an agent gave it, so only what is a plain file is answered.
 * @throws RatchetError `no-file`
 */
export async function fileOfCall(state: BuildState | null, key: string): Promise<FileOfCall> {
  const position = state ? positionOf(state.nodes, key) : undefined;
  const node = state && position !== undefined ? vectorAt(state.nodes, position) : undefined;
  const named = node?.kind === 'tool' ? fileOf(node) : null;
  if (!state || node?.kind !== 'tool' || named === null) {
    throw new RatchetError('no-file', 'This call names no file.');
  }
  const path = isAbsolute(named) ? named : state.cwd === null ? null : join(state.cwd, named);
  // Asking for a file of another machine would sign this one in there.
  if (path === null || !isAbsolute(path) || /^[\\/]{2}/.test(path) || path.includes('\0')) {
    throw new RatchetError(
      'no-file',
      `Where ${named.slice(0, 200)} is on this machine is not known.`,
    );
  }
  const found = await realpath(path).catch(() => null);
  const isFile =
    found !== null &&
    (await stat(found).then(
      (it) => it.isFile(),
      () => false,
    ));
  if (found === null || !isFile) {
    throw new RatchetError('no-file', `${path.slice(0, 300)} is not there, or is not a file.`);
  }
  return { path: found, line: lineOf(node) };
}
