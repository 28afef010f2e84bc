import { and, eq, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Head } from '../../../core/sync/messages.ts';
import { builds, receipts, sources } from './schema.ts';
import type { SourceMark, StoredReceipt } from './types.ts';

export interface StoredSource extends SourceMark {
  /** The build that the source was last read into. */
  readonly build: string;
}

/** What makes ingest exactly-once: how far files were read, and which keys were taken. */
export class Marks {
  readonly #statements: ReturnType<typeof prepare>;
  /** Sources whose builds were purged. */
  readonly purged: Set<string>;

  constructor(db: BetterSQLite3Database) {
    this.#statements = prepare(db);
    this.purged = new Set(this.#statements.purged.all().map(({ id }) => id));
  }

  /** Takes the marks of a build away that tell of a log that was purged. @returns whether there were any */
  forget(build: number): boolean {
    const gone = this.#statements.forget.all({ build });
    for (const { id } of gone) this.purged.delete(id);
    return gone.length > 0;
  }

  setSource(build: number, mark: SourceMark): void {
    this.#statements.setSource.run({ build, ...mark });
  }

  source(id: string): StoredSource | null {
    return this.#statements.source.get({ id }) ?? null;
  }

  setReceipt(build: number, receipt: StoredReceipt): void {
    this.#statements.setReceipt.run({ build, ...receipt });
  }

  /** Those of the keys that were taken, with what they led to. */
  receipts(build: number, keys: readonly string[]): Map<string, Head> {
    const found = new Map<string, Head>();
    for (const key of keys) {
      const receipt = this.#statements.receipt.get({ build, key });
      if (receipt) found.set(key, receipt);
    }
    return found;
  }
}

function prepare(db: BetterSQLite3Database) {
  const at = (name: string) => sql.placeholder(name);
  return {
    setSource: db
      .insert(sources)
      .values({
        id: at('id'),
        build: at('build'),
        offset: at('offset'),
        fingerprint: at('fingerprint'),
      })
      .onConflictDoUpdate({
        target: sources.id,
        set: {
          build: sql`excluded.build`,
          offset: sql`excluded.offset`,
          fingerprint: sql`excluded.fingerprint`,
        },
      })
      .prepare(),
    source: db
      .select({
        id: sources.id,
        build: builds.id,
        offset: sources.offset,
        fingerprint: sources.fingerprint,
      })
      .from(sources)
      .innerJoin(builds, eq(builds.no, sources.build))
      .where(eq(sources.id, at('id')))
      .prepare(),
    purged: db.select({ id: sources.id }).from(sources).where(eq(sources.purged, true)).prepare(),
    forget: db
      .delete(sources)
      .where(and(eq(sources.build, at('build')), eq(sources.purged, true)))
      .returning({ id: sources.id })
      .prepare(),
    setReceipt: db
      .insert(receipts)
      .values({
        build: at('build'),
        key: at('key'),
        version: at('version'),
        digest: at('digest'),
      })
      .prepare(),
    receipt: db
      .select({ version: receipts.version, digest: receipts.digest })
      .from(receipts)
      .where(and(eq(receipts.build, at('build')), eq(receipts.key, at('key'))))
      .prepare(),
  };
}
