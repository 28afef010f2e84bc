import { eq, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { settings } from './schema.ts';
import { storeError } from './store-error.ts';

/** What the user chose, by name, as JSON. */
export class Settings {
  readonly #db: BetterSQLite3Database;
  readonly #path: string;

  /** @param path of the file, for what is said when it cannot be read */
  constructor(db: BetterSQLite3Database, path: string) {
    this.#db = db;
    this.#path = path;
  }

  /**
   * The value as it was set, for a schema to check; undefined where it was not.
   * @throws RatchetError `store-corrupt` and what else can befall the file
   */
  get(key: string): unknown {
    try {
      const row = this.#db.select().from(settings).where(eq(settings.key, key)).get();
      return row && (JSON.parse(row.value) as unknown);
    } catch (error) {
      throw storeError(error, this.#path);
    }
  }

  /** @throws RatchetError as `storeError`; nothing has changed then */
  set(key: string, value: unknown): void {
    try {
      this.#db
        .insert(settings)
        .values({ key, value: JSON.stringify(value) })
        .onConflictDoUpdate({ target: settings.key, set: { value: sql`excluded.value` } })
        .run();
    } catch (error) {
      throw storeError(error, this.#path);
    }
  }
}
