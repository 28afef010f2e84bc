import { eq, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { settings } from './schema.ts';

/** What the user chose, by name, as JSON. */
export class Settings {
  readonly #db: BetterSQLite3Database;

  constructor(db: BetterSQLite3Database) {
    this.#db = db;
  }

  /** The value as it was set, for a schema to check; undefined where it was not. */
  get(key: string): unknown {
    const row = this.#db.select().from(settings).where(eq(settings.key, key)).get();
    return row && (JSON.parse(row.value) as unknown);
  }

  set(key: string, value: unknown): void {
    this.#db
      .insert(settings)
      .values({ key, value: JSON.stringify(value) })
      .onConflictDoUpdate({ target: settings.key, set: { value: sql`excluded.value` } })
      .run();
  }
}
