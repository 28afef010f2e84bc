import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { RatchetError } from '../../../core/errors.ts';
import { unreadableInWords } from '../system-error.ts';

export interface Place {
  /** The real path, so that a file has one identity however it is reached. */
  readonly path: string;
  readonly isDirectory: boolean;
}

/** What a path is that is not there yet. */
export type Expected = 'file' | 'directory';

/**
 * What a path leads to. One that is not there yet needs a directory that is, unless it is known what
 * it will be.
 * @throws RatchetError `bad-path`
 */
export async function placeOf(path: string, expected?: Expected): Promise<Place> {
  if (!isAbsolute(path)) throw badPath(path, 'it is not an absolute path');
  try {
    const real = await realpath(path);
    const found = await stat(real);
    if (found.isDirectory()) return { path: real, isDirectory: true };
    if (found.isFile()) return { path: real, isDirectory: false };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      throw badPath(path, `it ${unreadableInWords(error)}`);
    }
    const above = await realAbove(path);
    if (expected || dirname(above.rest) === '.') {
      return { path: join(above.real, above.rest), isDirectory: expected === 'directory' };
    }
    throw badPath(path, 'neither it nor its directory is there');
  }
  throw badPath(path, 'it is neither a file nor a directory');
}

/** The nearest directory above that is there, by its real path, and what is missing below it. */
async function realAbove(path: string): Promise<{ real: string; rest: string }> {
  let rest = basename(path);
  for (let above = dirname(path); ; above = dirname(above)) {
    const real = await realpath(above).catch(() => null);
    if (real !== null) return { real, rest };
    rest = join(basename(above), rest);
  }
}

const badPath = (path: string, reason: string) =>
  new RatchetError('bad-path', `${path} cannot be read: ${reason}. Nothing was changed.`);

export const closing = () =>
  new RatchetError(
    'closing',
    'Ratchet is closing and follows nothing more. What was recorded stays: ask again when it runs.',
    { retryable: true },
  );
