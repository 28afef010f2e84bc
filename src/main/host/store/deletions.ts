import { and, asc, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { GENESIS } from '../../../core/sync/digest.ts';
import {
  builds,
  checkpointChunks,
  checkpoints,
  events,
  payloads,
  payloadUses,
  purges,
  receipts,
  sources,
} from './schema.ts';

/** Rows that are freed together: each of these holds up the event loop for some milliseconds at most. */
const SLICE = { events: 200, receipts: 500, checkpoints: 4, chunks: 16, payloads: 16 };

/** What no build is called: ids begin with a letter or a digit. */
const purgedId = (no: number) => ` purged ${no}`;

/**
 * Deleting builds. One that is deleted stays as it is until it is purged. Purging is one small step,
 * in which the build loses its id, so that whatever comes under that id from then on meets nothing of
 * it; what it held is freed afterwards, slice by slice, and after a crash from where that stood.
 */
export class Deletions {
  readonly #db: BetterSQLite3Database;

  /** Prepared: whoever keeps builds for so long deletes thousands at once. */
  readonly #mark: { run(values: { id: string; deletedAt: number | null }): unknown };

  constructor(db: BetterSQLite3Database) {
    this.#db = db;
    this.#mark = db
      .update(builds)
      .set({ deletedAt: sql`${sql.placeholder('deletedAt')}` })
      .where(eq(builds.id, sql.placeholder('id')))
      .prepare();
  }

  mark(ids: readonly string[], deletedAt: number | null): void {
    this.#db.transaction(() => {
      for (const id of ids) this.#mark.run({ id, deletedAt });
    });
  }

  /**
   * Does nothing where the build is not deleted, or not any more.
   * @returns the sources that were read into it: their marks stay, so that no file brings it back by
   *   being there
   */
  purge(id: string): string[] {
    return this.#db.transaction((tx) => {
      const row = tx
        .select({ no: builds.no })
        .from(builds)
        .where(and(eq(builds.id, id), isNotNull(builds.deletedAt)))
        .get();
      if (!row) return [];
      const { no } = row;
      tx.update(builds)
        .set({
          id: purgedId(no),
          version: 0,
          digest: GENESIS,
          summary: null,
          project: null,
          userTitle: null,
          pinned: false,
        })
        .where(eq(builds.no, no))
        .run();
      tx.insert(purges).values({ build: no }).run();
      const marks = tx.select({ id: sources.id }).from(sources).where(eq(sources.build, no)).all();
      if (marks.length === 0) return [];
      const heir = tx
        .insert(builds)
        .values({ id, version: 0, digest: GENESIS })
        .returning({ no: builds.no })
        .get();
      tx.update(sources).set({ build: heir.no, purged: true }).where(eq(sources.build, no)).run();
      return marks.map((mark) => mark.id);
    });
  }

  /** Frees a slice of what a purged build held. @returns whether there is more to free */
  free(): boolean {
    const next = this.#db.select().from(purges).orderBy(asc(purges.build)).limit(1).get();
    if (!next) return false;
    this.#db.transaction(() => this.#freeSome(next.build));
    return true;
  }

  #freeSome(build: number): void {
    const db = this.#db;
    if (this.#freeEvents(build) || this.#freePayloads(build)) return;
    const keys = db
      .select({ key: receipts.key })
      .from(receipts)
      .where(eq(receipts.build, build))
      .limit(SLICE.receipts);
    const ofReceipts = and(eq(receipts.build, build), inArray(receipts.key, keys));
    if (db.delete(receipts).where(ofReceipts).run().changes > 0) return;
    const versions = db
      .select({ version: checkpoints.version })
      .from(checkpoints)
      .where(eq(checkpoints.build, build))
      .limit(SLICE.checkpoints);
    const ofCheckpoints = and(eq(checkpoints.build, build), inArray(checkpoints.version, versions));
    if (db.delete(checkpoints).where(ofCheckpoints).run().changes > 0) return;
    const { build: whose, chunk, version } = checkpointChunks;
    const chunks = db
      .select({ chunk, version })
      .from(checkpointChunks)
      .where(eq(whose, build))
      .limit(SLICE.chunks);
    const ofChunks = and(eq(whose, build), sql`(${chunk}, ${version}) in ${chunks}`);
    if (db.delete(checkpointChunks).where(ofChunks).run().changes > 0) return;
    db.delete(builds).where(eq(builds.no, build)).run();
    db.delete(purges).where(eq(purges.build, build)).run();
  }

  #freeEvents(build: number): boolean {
    const last = this.#db
      .select({ version: events.version })
      .from(events)
      .where(eq(events.build, build))
      .orderBy(asc(events.version))
      .limit(SLICE.events)
      .all()
      .at(-1);
    if (!last) return false;
    const upTo = and(eq(events.build, build), lte(events.version, last.version));
    this.#db.delete(events).where(upTo).run();
    return true;
  }

  /** A payload goes with the last build that uses it. */
  #freePayloads(build: number): boolean {
    const used = this.#db
      .select({ payload: payloadUses.payload })
      .from(payloadUses)
      .where(eq(payloadUses.build, build))
      .limit(SLICE.payloads)
      .all();
    for (const { payload } of used) {
      const use = and(eq(payloadUses.build, build), eq(payloadUses.payload, payload));
      this.#db.delete(payloadUses).where(use).run();
      const others = this.#db
        .select({ build: payloadUses.build })
        .from(payloadUses)
        .where(eq(payloadUses.payload, payload))
        .limit(1)
        .get();
      if (!others) this.#db.delete(payloads).where(eq(payloads.key, payload)).run();
    }
    return used.length > 0;
  }
}
