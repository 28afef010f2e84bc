import type Database from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { type BuildState, emptyState } from '../../../core/build/state.ts';
import { GENESIS } from '../../../core/sync/digest.ts';
import type { Head } from '../../../core/sync/messages.ts';
import { nextDigest } from './chain.ts';
import { Checkpoints } from './checkpoints.ts';
import { type BuildRow, Log } from './log.ts';
import { Payloads } from './payloads.ts';
import { corrupt, storeError } from './store-error.ts';
import type { LoadedState, Payload } from './types.ts';

/** What is read of the logs, over whichever connection. Its methods throw RatchetErrors, as `storeError`. */
export class Reads {
  readonly log: Log;
  readonly checkpoints: Checkpoints;
  readonly payloads: Payloads;
  readonly #path: string;

  constructor(raw: Database.Database, db: BetterSQLite3Database, path: string) {
    this.log = new Log(db, raw);
    this.checkpoints = new Checkpoints(db);
    this.payloads = new Payloads(db);
    this.#path = path;
  }

  find(build: string): BuildRow | null {
    return this.named(() => this.log.find(build));
  }

  digestAt(build: string, version: number): string | null {
    if (version === 0) return GENESIS;
    const row = this.find(build);
    return row && this.named(() => this.log.digestAt(row.no, version));
  }

  bodies(build: string, from: number, to: number): string[] {
    const row = this.find(build);
    return row ? this.named(() => this.log.bodies(row.no, from, to)) : [];
  }

  size(build: string, from: number, to: number): number {
    const row = this.find(build);
    return row ? this.named(() => this.log.size(row.no, from, to)) : 0;
  }

  load(build: string, version?: number, later?: BuildState): LoadedState | null {
    const row = this.find(build);
    if (!row) return null;
    const at = version ?? row.version;
    const digest = this.digestAt(build, at);
    return digest === null
      ? null
      : this.named(() => this.#fold(row, { version: at, digest }, later));
  }

  payload(key: string): Payload | null {
    return this.named(() => this.payloads.find(key));
  }

  /** What goes wrong with the file has a name. */
  named<Found>(work: () => Found): Found {
    try {
      return work();
    } catch (error) {
      throw storeError(error, this.#path);
    }
  }

  #fold(row: BuildRow, head: Head, later?: BuildState): LoadedState {
    try {
      return this.#foldFrom(this.checkpoints.before(row.no, head.version, later), row, head);
    } catch {
      // Checkpoints are derived: a damaged one costs a longer read, from the first event.
      return this.#foldFrom(emptyState, row, head);
    }
  }

  #foldFrom(checkpoint: BuildState, row: BuildRow, head: Head): LoadedState {
    const from = checkpoint.version;
    const bodies = this.log.bodies(row.no, from, head.version);
    const start = from === 0 ? GENESIS : this.log.digestAt(row.no, from);
    // SQLite has no checksums: a state that its digest does not name must not be shown (rule R1).
    if (start === null || bodies.reduce(nextDigest, start) !== head.digest) {
      throw corrupt(this.#path, new Error(`the events up to ${head.version} are not as recorded`));
    }
    // Bodies were checked by the schema before they were written.
    const state = reduceAll(
      checkpoint,
      bodies.map((body) => JSON.parse(body) as BuildEvent),
    );
    return { head, state, checkpoint };
  }
}
