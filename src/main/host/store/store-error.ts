import { accessSync, constants, readdirSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { messageOf, RatchetError } from '../../../core/errors.ts';

/** Bytes; with less left on the disk, a failure to write is taken for want of room. */
const NO_ROOM = 1024 * 1024;

const elsewhere = 'or name another folder with RATCHET_DATA_DIR';

/**
 * The name of whatever a database threw, with what it means for the data and a way on. The file
 * itself is never deleted.
 * @param when a start that fails serves nothing
 * @returns RatchetError store-corrupt, store-full, store-locked, store-read-only, store-unavailable;
 *   one that has a name already is left as it is
 */
export function storeError(
  error: unknown,
  path: string,
  when: 'start' | 'later' = 'later',
): RatchetError {
  if (error instanceof RatchetError) return error;
  const code = codeOf(error);
  const why = `(${messageOf(error)})`;
  // What was written is JSON: what is not was damaged below SQLite, which has no checksums.
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code) || error instanceof SyntaxError) {
    return corrupt(path, error, when);
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return new RatchetError(
      'store-locked',
      `Another program holds ${path} locked. What was recorded is safe; nothing new is written. Close that program (a database browser, a backup): what waits is written then. ${why}`,
      { retryable: true, cause: error },
    );
  }
  const isReadOnly = /^(SQLITE_READONLY|EACCES|EPERM|EROFS)/.test(code);
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)$/.test(code) || (!isReadOnly && hasNoRoom(path))) {
    return new RatchetError(
      'store-full',
      `There is no room on the disk of ${path}. What was recorded is safe; nothing new is written. Make room: what waits is written then. Until then --read-only shows what is there. ${why}`,
      { retryable: true, cause: error },
    );
  }
  if (isReadOnly || !isWritable(path)) return readOnly(path, error);
  return new RatchetError(
    'store-unavailable',
    `${path} could not be opened, read or written. What was recorded was left as it is: see the cause, ${elsewhere}. ${why}`,
    { retryable: code.startsWith('SQLITE_IOERR'), cause: error },
  );
}

/** The disk failed to take what was written: nobody knows what it has until the file is opened anew. */
export const notSynced = (path: string, cause: unknown): RatchetError =>
  new RatchetError(
    'store-not-synced',
    `The disk of ${path} did not take what was written last. Nothing of that was shown or answered, and nothing more is written. What was recorded before is safe. Look after the disk, then start Ratchet again: agents' files are read on from where they were recorded. (${messageOf(cause)})`,
    { cause },
  );

/** The file is damaged: what can still be read of it is served, where it can be opened at all. */
export function corrupt(
  path: string,
  cause: unknown,
  when: 'start' | 'later' = 'later',
): RatchetError {
  const what =
    when === 'start'
      ? 'is damaged, or is no database, and Ratchet cannot start with it. It was left as it is.'
      : 'is damaged. It was left as it is, and what can be read of it is served.';
  return new RatchetError(
    'store-corrupt',
    `${path} ${what} ${wayBack(path)} (${messageOf(cause)})`,
    { cause },
  );
}

/**
 * SQLite opens a file that may not be written for reading, without a word: every commit would fail.
 * @throws RatchetError store-read-only
 */
export function requireWritable(path: string): void {
  if (!isWritable(path)) throw readOnly(path, new Error('no write permission'));
}

function readOnly(path: string, cause: unknown): RatchetError {
  return new RatchetError(
    'store-read-only',
    `${path} cannot be written to. Nothing was changed. Give write access to it and its folder, or start with --read-only to see what is there, ${elsewhere}. (${messageOf(cause)})`,
    { cause },
  );
}

/** The code of SQLite or of the system, also where drizzle has put an error of its own around it. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause);
}

function wayBack(path: string): string {
  const backup = newestBackup(path);
  return backup === null
    ? `There is no backup beside it: keep the file, put a copy of your own in its place, ${elsewhere}.`
    : `The newest backup is ${backup}: stop Ratchet, move the damaged file and its -wal away, copy the backup to its place, ${elsewhere}.`;
}

/** The latest of the copies that were made before a migration. */
function newestBackup(path: string): string | null {
  try {
    const folder = dirname(path);
    const copies = readdirSync(folder)
      .filter((name) => name.startsWith(`${basename(path)}.before-`) && !name.endsWith('.tmp'))
      .map((name) => join(folder, name));
    const age = (copy: string) => statSync(copy).mtimeMs;
    return copies.toSorted((a, b) => age(b) - age(a))[0] ?? null;
  } catch {
    return null;
  }
}

function hasNoRoom(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < NO_ROOM;
  } catch {
    return false;
  }
}

/** Whether the file and its folder may be written; a folder that is not there is another matter. */
function isWritable(path: string): boolean {
  const may = (name: string) => {
    try {
      accessSync(name, constants.W_OK);
      return true;
    } catch (error) {
      return !/^(EACCES|EPERM|EROFS)$/.test(codeOf(error));
    }
  };
  return may(dirname(path)) && may(path);
}
