import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { eq, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { payloads, payloadUses } from './schema.ts';
import type { Payload } from './types.ts';

/** Large bodies, compressed, once each: the key is the hash of the body. */
export class Payloads {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: BetterSQLite3Database) {
    this.#statements = prepare(db);
  }

  /** @param build that uses it, by its number */
  save(build: number, { key, mime, body }: Payload): void {
    this.#statements.use.run({ build, key });
    if (this.#statements.known.get({ key })) return;
    // Level 1: three quarters of the gain at a quarter of the time, and this holds up the commit.
    const packed = deflateRawSync(body, { level: 1 });
    this.#statements.save.run({ key, mime, bytes: body.length, body: packed });
  }

  find(key: string): Payload | null {
    const row = this.#statements.find.get({ key });
    return row ? { key, mime: row.mime, body: inflateRawSync(row.body) } : null;
  }
}

function prepare(db: BetterSQLite3Database) {
  const at = (name: string) => sql.placeholder(name);
  const byKey = eq(payloads.key, at('key'));
  return {
    use: db
      .insert(payloadUses)
      .values({ build: at('build'), payload: at('key') })
      .onConflictDoNothing()
      .prepare(),
    known: db.select({ key: payloads.key }).from(payloads).where(byKey).prepare(),
    save: db
      .insert(payloads)
      .values({ key: at('key'), mime: at('mime'), bytes: at('bytes'), body: at('body') })
      .prepare(),
    find: db
      .select({ mime: payloads.mime, body: payloads.body })
      .from(payloads)
      .where(byKey)
      .prepare(),
  };
}
