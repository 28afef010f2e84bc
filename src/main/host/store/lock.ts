import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { RatchetError } from '../../../core/errors.ts';
import { storeError } from './store-error.ts';

/**
 * Holds a lock file for as long as this process lives, so that a store has one host at a time.
 * The operating system gives the lock back when the process dies, however it dies, which a file
 * with a process id in it does not: ids are used again.
 * @returns what releases the lock
 * @throws RatchetError store-in-use, and as `storeError`
 */
export function acquireLock(path: string): () => void {
  let lock: Database.Database | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    lock = new Database(path, { timeout: 0 });
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock?.close();
    throw refusal(path, cause);
  }
  const held = lock;
  return () => held.close();
}

function refusal(path: string, cause: unknown): RatchetError {
  if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) {
    return new RatchetError(
      'store-in-use',
      'Another Ratchet has this data folder open. Nothing was changed. Use the running one, or name another folder with RATCHET_DATA_DIR.',
      { cause },
    );
  }
  const error = storeError(cause, path);
  if (error.code !== 'store-corrupt') return error;
  return new RatchetError(
    'store-unavailable',
    `${path} is not a lock file of Ratchet. Nothing was changed. It never holds data: delete it and start again.`,
    { cause },
  );
}
