import { promisify } from 'node:util';
import { deflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import { eq, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { payloads, payloadUses } from './schema.ts';
import type { Payload } from './types.ts';

const deflate = promisify(deflateRaw);

/** Bodies as they are written, by their keys. */
export type Packed = ReadonlyMap<string, Buffer>;

/** Three quarters of the gain at a quarter of the time: a commit waits for it. */
const options = { level: 1 };

/** Large bodies, compressed, once each: the key is the hash of the body. */
export class Payloads {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: BetterSQLite3Database) {
    this.#statements = prepare(db);
  }

  /**
   * Compresses those that are not known yet, on other threads: a mebibyte takes as long as the event loop
   * may be held at all.
   */
  async pack(payloads: readonly Payload[]): Promise<Packed> {
    const fresh = new Map(payloads.map(({ key, body }) => [key, body]));
    for (const key of fresh.keys()) if (this.#statements.known.get({ key })) fresh.delete(key);
    const pack = async ([key, body]: readonly [string, Uint8Array]) =>
      [key, await deflate(body, options)] as const;
    return new Map(await Promise.all([...fresh].map(pack)));
  }

  /** A build, by its number, names a body in its events: the body stays for as long as the build. */
  use(build: number, key: string): void {
    this.#statements.use.run({ build, key });
  }

  /** @param build that uses it, by its number */
  save(build: number, { key, mime, body }: Payload, packed: Packed): void {
    this.use(build, key);
    if (this.#statements.known.get({ key })) return;
    // One that was known when the others were packed, and has gone since with the build that had it.
    const written = packed.get(key) ?? deflateRawSync(body, options);
    this.#statements.save.run({ key, mime, bytes: body.length, body: written });
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
