import { eq, or, isNotNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { noUserData, type UserData } from '../../../core/build/listed.ts';
import { builds } from './schema.ts';
import { storeError } from './store-error.ts';

/** What the user says of builds. The few of which there is something to say are in memory. */
export class UsersOwn {
  readonly #db: BetterSQLite3Database;
  readonly #path: string;
  readonly #known: Map<string, UserData>;

  /** @param path of the file, for what is said when it cannot be written */
  constructor(db: BetterSQLite3Database, path: string) {
    this.#db = db;
    this.#path = path;
    const rows = db
      .select({ id: builds.id, userTitle: builds.userTitle, pinned: builds.pinned })
      .from(builds)
      .where(or(isNotNull(builds.userTitle), eq(builds.pinned, true)))
      .all();
    this.#known = new Map(rows.map(({ id, ...data }) => [id, data]));
  }

  of(build: string): UserData {
    return this.#known.get(build) ?? noUserData;
  }

  /** @throws RatchetError as `storeError`; nothing has changed then */
  set(build: string, data: UserData): void {
    try {
      this.#db.update(builds).set(data).where(eq(builds.id, build)).run();
    } catch (error) {
      throw storeError(error, this.#path);
    }
    this.#known.set(build, data);
  }

  /** The build is there no more. */
  forget(build: string): void {
    this.#known.delete(build);
  }
}
