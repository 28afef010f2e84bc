import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { LogSync } from './log-sync.ts';

/** A database with a log, and what is written to it. */
function scene() {
  const folder = mkdtempSync(join(tmpdir(), 'ratchet-log-sync-'));
  const path = join(folder, 'a.db');
  const raw = new Database(path, { timeout: 0 });
  raw.exec('CREATE TABLE rows (no INTEGER PRIMARY KEY)');
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  const insert = raw.prepare('INSERT INTO rows DEFAULT VALUES');
  const sync = new LogSync(raw, () => {});
  onTestFinished(() => {
    raw.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const count = 'SELECT count(*) FROM rows';
  return {
    raw,
    sync,
    path,
    write: () => sync.durably(() => insert.run()),
    folder,
    synchronous: () => raw.pragma('synchronous', { simple: true }),
    rows: () => raw.prepare(count).pluck().get(),
    /** Rows in the file alone, without its log. */
    moved: (of = path) => {
      const copy = join(folder, 'copy.db');
      copyFileSync(of, copy);
      const file = new Database(copy);
      const rows = file.prepare(count).pluck().get();
      file.close();
      return rows;
    },
  };
}

const FULL = 2;

it('writes at once, and settles in a later turn of the loop, when the disk has it', async () => {
  const { write, rows, synchronous } = scene();
  let isDurable = false;
  const written = write().then(() => (isDurable = true));
  expect(rows()).toBe(1);
  expect(synchronous()).toBe(FULL);
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
  expect(isDurable).toBe(false);
  await written;
  expect(isDurable).toBe(true);
});

it('leaves the connection as it was, and waits for no disk, where the transaction fails', async () => {
  const { sync, synchronous } = scene();
  const failing = sync.durably(() => {
    throw new Error('no transaction');
  });
  await expect(failing).rejects.toThrow('no transaction');
  expect(synchronous()).toBe(FULL);
});

it('what a killed process left in the log is on the disk before anybody reads it', async () => {
  const { write, path, folder, moved } = scene();
  await write();
  expect(moved()).toBe(0);
  const left = join(folder, 'left.db');
  for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${left}${end}`);

  const raw = new Database(left, { timeout: 0 });
  const sync = new LogSync(raw, () => {});
  expect(moved(left)).toBe(1);
  sync.close();
  raw.close();
});

it('begins where another program reads what a killed process left in the log', async () => {
  const { raw, write, path } = scene();
  await write();
  const reader = new Database(path);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM rows').get();
  expect(() => new LogSync(raw, () => {})).not.toThrow();
  reader.close();
});
