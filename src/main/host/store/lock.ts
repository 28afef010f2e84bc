import Database from 'better-sqlite3';
import { RatchetError } from '../../../core/errors.ts';

/**
 * Holds a lock file for as long as this process lives, so that a store has one host at a time.
 * The operating system gives the lock back when the process dies, however it dies, which a file
 * with a process id in it does not: ids are used again.
 * @returns what releases the lock
 */
export function acquireLock(path: string): () => void {
  const lock = new Database(path, { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new RatchetError(
      'store-in-use',
      'Another Ratchet has this data folder open. Nothing was changed. Use the running one, or name another folder with RATCHET_DATA_DIR.',
      { cause },
    );
  }
  return () => lock.close();
}
