import { chmodSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, RatchetError } from '../../core/errors.ts';
import type { Publisher } from './processor/publisher.ts';
import { acquireLock } from './store/lock.ts';

// The way on where a store cannot be written: what is there is shown from a private copy.

export const readOnlyError = () =>
  new RatchetError(
    'read-only',
    'Ratchet was started with --read-only and takes nothing in. Nothing was recorded. Start it without to record.',
  );

/** A publisher that takes nothing. */
export const readOnlyPublisher: Publisher = {
  publish: () => Promise.reject(readOnlyError()),
  drained: () => Promise.resolve(),
};

/** The databases, what has not been moved into them yet, and the token that open browsers know. */
const copied = ['ratchet.db', 'ratchet.db-wal', 'search.db', 'search.db-wal', 'token'];

/**
 * Copies the database of a data folder that no host has open, as it is, into a folder of its own.
 * @throws RatchetError store-in-use, store-missing, no-copy
 */
export function copyForReading(dataDir: string): { folder: string; remove: () => void } {
  if (!existsSync(join(dataDir, 'ratchet.db'))) {
    throw new RatchetError(
      'store-missing',
      `There is no ratchet.db in ${dataDir}, so there is nothing to show. Name its folder with --data-dir or RATCHET_DATA_DIR.`,
    );
  }
  const release = lockIfPossible(join(dataDir, 'ratchet.lock'));
  let folder = '';
  const remove = () => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  };
  try {
    folder = mkdtempSync(join(tmpdir(), 'ratchet-read-only-'));
    for (const name of copied.filter((name) => existsSync(join(dataDir, name)))) {
      const copy = join(folder, name);
      copyFileSync(join(dataDir, name), copy, constants.COPYFILE_FICLONE);
      chmodSync(copy, 0o600);
    }
    return { folder, remove };
  } catch (cause) {
    remove();
    throw new RatchetError(
      'no-copy',
      `${dataDir} could not be copied to ${tmpdir()} (${messageOf(cause)}). Nothing was changed. Name a place with room in TMPDIR.`,
      { cause },
    );
  } finally {
    release();
  }
}

/** A folder that cannot be written cannot be locked either, and no host runs on it. */
function lockIfPossible(path: string): () => void {
  try {
    return acquireLock(path);
  } catch (error) {
    if (error instanceof RatchetError && error.code === 'store-in-use') throw error;
    return () => {};
  }
}
