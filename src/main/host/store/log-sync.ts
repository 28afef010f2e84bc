import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import type Database from 'better-sqlite3';
import type { RatchetError } from '../../../core/errors.ts';
import { notSynced } from './store-error.ts';

const sync = promisify(fdatasync);

/**
 * Makes transactions durable without holding the event loop: SQLite writes them to its log, and the
 * wait for the disk, which it would do within the commit, is on another thread.
 *
 * What SQLite promises of a log stands as it is. With `synchronous = NORMAL` it leaves out nothing but that
 * wait: it still syncs the log before it moves any of it into the file, and the file before the log is begun
 * anew (https://sqlite.org/pragma.html#pragma_synchronous). A transaction is durable with the first sync
 * after it; until then nobody may be told of it.
 *
 * A sync that failed is the last: another would succeed and mean nothing, because the system takes pages for
 * written that it once failed to write. Nothing is written any more, until the file is opened anew, which reads the
 * log by the checksum of each frame (https://sqlite.org/walformat.html). One thing is left: a connection that is
 * closed moves the log without looking at checksums, and few file systems drop at once what they could not write.
 */
export class LogSync {
  readonly #raw: Database.Database;
  readonly #file: number;
  readonly #onFailure: () => void;
  /** A sync has failed: what of the log is on the disk is not known. */
  #failure: RatchetError | null = null;

  /**
   * @param raw with a log (`journal_mode = WAL`) and `synchronous = FULL`
   * @param onFailure told when a sync fails
   */
  constructor(raw: Database.Database, onFailure: () => void) {
    this.#raw = raw;
    this.#onFailure = onFailure;
    // SQLite makes the log when it first looks into the file.
    raw.pragma('user_version');
    // To be written to, though nothing is: Windows syncs no other files.
    this.#file = openSync(`${raw.name}-wal`, 'r+');
    this.#takeOver();
  }

  /** Does a transaction; settles when it is durable. @throws RatchetError `store-not-synced`, and what SQLite does */
  async durably(transaction: () => void): Promise<void> {
    if (this.#failure) throw this.#failure;
    this.#raw.pragma('synchronous = NORMAL');
    try {
      transaction();
    } finally {
      this.#raw.pragma('synchronous = FULL');
    }
    try {
      await sync(this.#file);
    } catch (error) {
      this.#failure = notSynced(this.#raw.name, error);
      // Also for what SQLite would sync itself: it would stand behind what may be lost.
      this.#raw.pragma('query_only = ON');
      this.#onFailure();
      throw this.#failure;
    }
  }

  /** Before the connection is closed, which removes the log. */
  close(): void {
    closeSync(this.#file);
  }

  /**
   * A process that was killed left in the log what it had not synced yet. It is about to be shown; so all of it goes
   * into the file, which is synced.
   */
  #takeOver(): void {
    try {
      const [moved] = this.#raw.pragma('wal_checkpoint(TRUNCATE)') as { readonly busy: number }[];
      if (moved?.busy === 0) return;
    } catch {
      // There may be no room in the file.
    }
    fdatasyncSync(this.#file);
  }
}
