import { promisify } from 'node:util';
import { deflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import { eq, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { payloads, payloadUses } from './schema.ts';
import type { Payload } from './types.ts';

const deflate = promisify(deflateRaw);
/** Three quarters of the gain at a quarter of the time, and a commit waits for it. */
const LEVEL = 1;

/** Bodies that are ready to be written, by their keys. */
export type Packed = ReadonlyMap<string, Payload & { readonly packed: Buffer }>;

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
    const fresh = new Map(payloads.map((payload) => [payload.key, payload]));
    for (const key of fresh.keys()) if (this.#statements.known.get({ key })) fresh.delete(key);
    const pack = async (payload: Payload) => ({
      ...payload,
      packed: await deflate(payload.body, { level: LEVEL }),
    });
    const packed = await Promise.all([...fresh.values()].map(pack));
    return new Map(packed.map((payload) => [payload.key, payload]));
  }

  /**
   * What a commit brought. What was packed for several of its builds is written once; what was known
   * when the others were packed, and was purged since, is packed here.
   * @param build that uses it, by its number
   */
  save(build: number, payloads: readonly Payload[], packed: Packed): void {
    for (const { key, mime, body } of payloads) {
      this.#statements.use.run({ build, key });
      if (this.#statements.known.get({ key })) continue;
      const bytes = packed.get(key)?.packed ?? deflateRawSync(body, { level: LEVEL });
      this.#statements.save.run({ key, mime, bytes: body.length, body: bytes });
    }
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
