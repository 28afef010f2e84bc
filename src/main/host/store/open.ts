import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { z } from 'zod';
import { REDUCER_VERSION } from '../../../core/build/state.ts';
import { RatchetError } from '../../../core/errors.ts';
import { requireWritable, storeError } from './store-error.ts';

export interface OpenDatabase {
  readonly raw: Database.Database;
  readonly db: BetterSQLite3Database;
}

/** Milliseconds to wait for another program's lock: at start, and then each time, while nothing else runs. */
const PATIENCE = { atStart: 1000, after: 100 };

/**
 * Opens the database, backs it up before a migration, migrates it, and drops what an older reducer
 * left. Every way in which that can fail has a name; the file itself is never deleted.
 * @param migrations folder that drizzle-kit wrote
 * @throws RatchetError store-newer, and as `storeError`
 */
export function openDatabase(path: string, migrations: string): OpenDatabase {
  let raw: Database.Database | null = null;
  try {
    requireWritable(path);
    raw = new Database(path, { timeout: PATIENCE.atStart });
    raw.pragma('journal_mode = WAL');
    raw.pragma('synchronous = FULL');
    raw.pragma('foreign_keys = ON');
    const db = drizzle(raw);
    upgrade(raw, db, path, migrations);
    dropStaleCheckpoints(raw);
    // From now on who fails tries again later: a wait here would stop everybody's heartbeat.
    raw.pragma(`busy_timeout = ${PATIENCE.after}`);
    return { raw, db };
  } catch (error) {
    raw?.close();
    throw storeError(error, path, 'start');
  }
}

function upgrade(
  raw: Database.Database,
  db: BetterSQLite3Database,
  path: string,
  migrations: string,
): void {
  const newest = newestMigration(migrations);
  const applied = appliedMigration(raw);
  if (applied > newest) {
    throw new RatchetError(
      'store-newer',
      `${path} was written by a newer Ratchet. It was left as it is. Start that version, or name another folder with RATCHET_DATA_DIR.`,
    );
  }
  if (applied === newest) return;
  if (applied > 0 && statSync(path).size > 0) backUp(raw, `${path}.before-${newest}`);
  migrate(db, { migrationsFolder: migrations });
}

function backUp(raw: Database.Database, copy: string): void {
  if (existsSync(copy)) return;
  // In one step: a copy that was cut off would be taken for the backup for good.
  const draft = `${copy}.tmp`;
  rmSync(draft, { force: true });
  raw.prepare('VACUUM INTO ?').run(draft);
  renameSync(draft, copy);
}

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number() })) });

function newestMigration(folder: string): number {
  const journal = readFileSync(join(folder, 'meta', '_journal.json'), 'utf8');
  return Math.max(...journalSchema.parse(JSON.parse(journal)).entries.map(({ when }) => when));
}

function appliedMigration(raw: Database.Database): number {
  const table = raw
    .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '__drizzle_migrations'")
    .get();
  if (!table) return 0;
  const row = raw.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get();
  return Number(row ?? 0);
}

/** Checkpoints are derived: another reducer would have made other ones. */
function dropStaleCheckpoints(raw: Database.Database): void {
  const stored = raw.prepare("SELECT value FROM meta WHERE key = 'reducer'").pluck().get();
  if (stored === String(REDUCER_VERSION)) return;
  raw.transaction(() => {
    raw.exec(
      'DELETE FROM checkpoints; DELETE FROM checkpoint_chunks; UPDATE builds SET summary = NULL',
    );
    raw
      .prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('reducer', ?)")
      .run(String(REDUCER_VERSION));
  })();
}
