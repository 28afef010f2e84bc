import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import type Database from 'better-sqlite3';

const sync = promisify(fdatasync);

interface Moved {
  readonly busy: number;
}

/**
 * Makes transactions durable without holding the event loop: SQLite writes them to its log, and the
 * wait for the disk, which it would do within the commit, is on another thread.
 *
 * What SQLite promises of a log stands as it is. With `synchronous = NORMAL` it leaves out nothing but that
 * wait: it still syncs the log before it moves any of it into the file, and the file before the log is begun
 * anew (https://sqlite.org/pragma.html#pragma_synchronous). A transaction is durable with the first sync
 * after it; until then nobody may be told of it.
 */
export class LogSync {
  readonly #raw: Database.Database;
  readonly #file: number;
  /** A sync has failed: what of the log is on the disk is not known. */
  #isDoubtful = false;

  /** @param raw with a log (`journal_mode = WAL`) and `synchronous = FULL` */
  constructor(raw: Database.Database) {
    this.#raw = raw;
    // SQLite makes the log when it first looks into the file.
    raw.pragma('user_version');
    // To be written to, though nothing is: Windows syncs no other files.
    this.#file = openSync(`${raw.name}-wal`, 'r+');
  }

  /** Does a transaction; settles when it is durable. */
  async durably(transaction: () => void): Promise<void> {
    this.#raw.pragma('synchronous = NORMAL');
    try {
      transaction();
    } finally {
      this.#raw.pragma('synchronous = FULL');
    }
    if (this.#isDoubtful) this.#rewrite();
    else await this.#sync();
  }

  /** Before the connection is closed, which removes the log. */
  close(): void {
    closeSync(this.#file);
  }

  async #sync(): Promise<void> {
    try {
      await sync(this.#file);
    } catch (error) {
      this.#isDoubtful = true;
      throw error;
    }
  }

  /**
   * Another sync would succeed and mean nothing: the system takes pages for written that it once failed to
   * write. So all of the log goes into the file, which is synced, and the log is begun anew.
   */
  #rewrite(): void {
    const [moved] = this.#raw.pragma('wal_checkpoint(TRUNCATE)') as Moved[];
    if (moved?.busy !== 0) {
      const busy = new Error('the log is in use while it has to be written again');
      throw Object.assign(busy, { code: 'SQLITE_BUSY' });
    }
    this.#isDoubtful = false;
  }
}
