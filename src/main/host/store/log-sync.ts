import { closeSync, fdatasync, fdatasyncSync, openSync, readSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import type Database from 'better-sqlite3';

const sync = promisify(fdatasync);

/** What SQLite answers to `wal_checkpoint`: whether somebody was in the way, and the frames of the log. */
interface Places {
  readonly busy: number;
  readonly log: number;
}

/** A piece of the log. Each time that it is begun anew, it has another salt. */
interface Piece {
  readonly salt: string;
  readonly start: number;
  readonly bytes: Buffer;
}

/** Bytes at the beginning of the log and of each frame (https://sqlite.org/fileformat2.html#walformat). */
const HEADER = { log: 32, frame: 24 };
const SALT = { start: 16, end: 24 };

/**
 * Makes transactions durable without holding the event loop: SQLite writes them to its log, and the
 * wait for the disk, which it would do within the commit, is on another thread.
 *
 * What SQLite promises of a log stands as it is. With `synchronous = NORMAL` it leaves out nothing but that
 * wait: it still syncs the log before it moves any of it into the file, and the file before the log is begun
 * anew (https://sqlite.org/pragma.html#pragma_synchronous). A transaction is durable with the first sync
 * after it; until then nobody may be told of it.
 *
 * After a sync that failed, another would succeed and mean nothing: the system takes pages for written that it
 * once failed to write, and may have dropped what stood in them, which SQLite goes on reading. So what is not
 * on the disk yet is kept in memory, and written to the log again, at its place, before anybody reads it: the
 * next sync, whoever does it, is one of that.
 */
export class LogSync {
  readonly #raw: Database.Database;
  readonly #file: number;
  readonly #places: Database.Statement<[], Places>;
  readonly #frame: number;
  /** Up to where the log is on the disk. */
  #synced = { salt: '', end: 0 };
  /** What follows on that. */
  #kept: Piece | null = null;
  /** A sync has failed: what of the log is on the disk is not known. */
  #isDoubtful = false;

  /** @param raw with a log (`journal_mode = WAL`) and `synchronous = FULL` */
  constructor(raw: Database.Database) {
    this.#raw = raw;
    this.#places = raw.prepare('PRAGMA wal_checkpoint(NOOP)');
    this.#frame = HEADER.frame + Number(raw.pragma('page_size', { simple: true }));
    // SQLite makes the log when it first looks into the file.
    raw.pragma('user_version');
    this.#file = openSync(`${raw.name}-wal`, 'r+');
    this.#takeOver();
  }

  /** Does a transaction; settles when it is durable. */
  async durably(transaction: () => void): Promise<void> {
    this.#raw.pragma('synchronous = NORMAL');
    try {
      transaction();
    } finally {
      this.#raw.pragma('synchronous = FULL');
    }
    this.#keep();
    if (this.#isDoubtful) this.#writeAgain();
    try {
      await sync(this.#file);
    } catch (error) {
      this.#isDoubtful = true;
      this.#writeAgain();
      throw error;
    }
    if (this.#kept) {
      const { salt, start, bytes } = this.#kept;
      this.#synced = { salt, end: start + bytes.length };
    }
    this.#kept = null;
    this.#isDoubtful = false;
  }

  /** Before the connection is closed, which removes the log. */
  close(): void {
    closeSync(this.#file);
  }

  /**
   * A process that was killed left in the log what it had not synced yet, and one whose sync failed what no
   * sync brings to the disk any more. It is about to be shown; so all of it goes into the file, which is synced.
   */
  #takeOver(): void {
    try {
      const [moved] = this.#raw.pragma('wal_checkpoint(TRUNCATE)') as Places[];
      if (moved?.busy === 0) return;
    } catch {
      // There may be no room in the file.
    }
    // Enough for what is left of a killed process.
    fdatasyncSync(this.#file);
  }

  /** Keeps what was written since. */
  #keep(): void {
    const frames = this.#places.get()?.log ?? 0;
    const salt = this.#salt();
    if (frames <= 0 || this.#kept?.salt !== salt) this.#kept = null;
    if (frames <= 0) return;
    const { start, bytes: before } = this.#kept ?? {
      start: this.#synced.salt === salt ? this.#synced.end : 0,
      bytes: Buffer.alloc(0),
    };
    const from = start + before.length;
    const length = Math.max(0, HEADER.log + frames * this.#frame - from);
    const written = Buffer.alloc(length);
    readSync(this.#file, written, 0, length, from);
    const bytes = before.length === 0 ? written : Buffer.concat([before, written]);
    this.#kept = { salt, start, bytes };
  }

  /** A log that was begun anew meanwhile is left: all that stood in it is in the file, and that is synced. */
  #writeAgain(): void {
    if (!this.#kept || this.#kept.salt !== this.#salt()) return;
    const { start, bytes } = this.#kept;
    writeSync(this.#file, bytes, 0, bytes.length, start);
  }

  #salt(): string {
    const header = Buffer.alloc(HEADER.log);
    readSync(this.#file, header, 0, HEADER.log, 0);
    return header.toString('hex', SALT.start, SALT.end);
  }
}
