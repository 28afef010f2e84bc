import { join } from 'node:path';
import { type BuildState, emptyState } from '../../../core/build/state.ts';
import { type BuildSummary, summarise } from '../../../core/build/summary.ts';
import { messageOf, RatchetError } from '../../../core/errors.ts';
import type { LogMoves } from '../../../core/health.ts';
import { GENESIS } from '../../../core/sync/digest.ts';
import type { Head } from '../../../core/sync/messages.ts';
import { cutBodiesIn } from '../export/cut-bodies.ts';
import { bytesOf } from './bytes-of.ts';
import { acquireLock } from './lock.ts';
import { LogMover, type MoverWorld } from './log-mover.ts';
import { LogSync } from './log-sync.ts';
import { Deletions } from './deletions.ts';
import { Marks, type StoredSource } from './marks.ts';
import { type OpenDatabase, openDatabase } from './open.ts';
import type { Packed } from './payloads.ts';
import { Reads } from './reads.ts';
import { readSummary } from './read-summary.ts';
import { Settings } from './settings.ts';
import { storeError } from './store-error.ts';
import type { Commit, EventReads, EventSink, LoadedState, Payload } from './types.ts';
import { UsersOwn } from './users-own.ts';

/** The log and everything derived from it, in one SQLite file of which this process is the host. */
export class Store implements EventReads, EventSink {
  readonly #database: OpenDatabase;
  readonly #release: () => void;
  readonly #path: string;
  readonly #from: Reads;
  readonly #marks: Marks;
  readonly #mover: LogMover;
  readonly #sync: LogSync;
  readonly settings: Settings;
  /** What the user says of builds. */
  readonly usersOwn: UsersOwn;
  readonly #deletions: Deletions;
  readonly #receipts: (build: number, keys: readonly string[]) => Map<string, Head>;
  readonly #commitAll: (batch: readonly Commit[], packed: Packed) => void;
  /** Why the latest commit that failed did. */
  lastFailure: RatchetError | null = null;

  /** @throws RatchetError as `openDatabase`, or store-in-use; so do its methods, as `storeError` */
  constructor(dataDir: string, migrations: string, world: MoverWorld) {
    this.#release = acquireLock(join(dataDir, 'ratchet.lock'));
    this.#path = join(dataDir, 'ratchet.db');
    try {
      this.#database = openDatabase(this.#path, migrations);
    } catch (error) {
      this.#release();
      throw error;
    }
    const { raw, db } = this.#database;
    try {
      this.#from = new Reads(raw, db, this.#path);
      this.#marks = new Marks(db);
      this.settings = new Settings(db, this.#path);
      this.usersOwn = new UsersOwn(db, this.#path);
      this.#deletions = new Deletions(db);
      this.#mover = new LogMover(raw, world);
      this.#sync = new LogSync(raw, () => void this.#mover.close());
    } catch (error) {
      raw.close();
      this.#release();
      throw storeError(error, this.#path, 'start');
    }
    // One look at the file for all of them: what takes time is to begin and end it.
    this.#receipts = raw.transaction((build: number, keys: readonly string[]) =>
      this.#marks.receipts(build, keys),
    );
    this.#commitAll = raw.transaction((batch: readonly Commit[], packed: Packed) => {
      for (const commit of batch) this.#write(commit, packed);
    });
  }

  async commit(batch: readonly Commit[]): Promise<void> {
    try {
      // Before the transaction, which must not wait for anything.
      const payloads = batch.flatMap((commit) => commit.payloads);
      const packed = payloads.length === 0 ? none : await this.#from.payloads.pack(payloads);
      if (this.#mover.pause) await this.#mover.pause;
      await this.#sync.durably(() => this.#commitAll(batch, packed));
      this.#mover.grown();
    } catch (error) {
      this.lastFailure = storeError(error, this.#path);
      throw this.lastFailure;
    }
  }

  head(build: string): Head | null {
    const row = this.#from.find(build);
    return row && { version: row.version, digest: row.digest };
  }

  digestAt(build: string, version: number): string | null {
    return this.#from.digestAt(build, version);
  }

  bodies(build: string, from: number, to: number): string[] {
    return this.#from.bodies(build, from, to);
  }

  size(build: string, from: number, to: number): number {
    return this.#from.size(build, from, to);
  }

  load(build: string, version?: number, later?: BuildState): LoadedState | null {
    return this.#from.load(build, version, later);
  }

  receipts(build: string, keys: readonly string[]): ReadonlyMap<string, Head> {
    const row = keys.length > 0 ? this.#from.find(build) : null;
    return row ? this.#from.named(() => this.#receipts(row.no, keys)) : new Map();
  }

  source(id: string): StoredSource | null {
    return this.#from.named(() => this.#marks.source(id));
  }

  payload(key: string): Payload | null {
    return this.#from.payload(key);
  }

  builds(): BuildSummary[] {
    return this.#from
      .named(() => this.#from.log.all())
      .filter(({ deletedAt }) => deletedAt === null)
      .map((row) => this.#summaryOf(row));
  }

  /** Builds that were deleted and are not purged yet. */
  deletedBuilds(): { readonly summary: BuildSummary; readonly deletedAt: number }[] {
    return this.#from
      .named(() => this.#from.log.all())
      .flatMap(({ deletedAt, ...row }) =>
        deletedAt === null ? [] : [{ summary: this.#summaryOf(row), deletedAt }],
      );
  }

  /** Deletes builds, or takes that back where `deletedAt` is null. Nothing of their data changes. */
  markDeleted(builds: readonly string[], deletedAt: number | null): void {
    this.#from.named(() => this.#deletions.mark(builds, deletedAt));
  }

  /** Takes a deleted build out for good: from now on its id names nothing. What it held is freed by `free`. */
  purge(build: string): void {
    const purged = this.#from.named(() => this.#deletions.purge(build));
    for (const source of purged) this.#marks.purged.add(source);
  }

  /** Frees a little of what purged builds held. @returns whether there is more */
  free(): boolean {
    const isMore = this.#from.named(() => this.#deletions.free());
    this.#mover.grown();
    return isMore;
  }

  /** Whether the build that a source was read into was purged. */
  isPurged(source: string): boolean {
    return this.#marks.purged.has(source);
  }

  /** Forgets how far the sources of a purged build were read. @returns whether there were any */
  forgetSources(build: string): boolean {
    const row = this.#from.find(build);
    return row !== null && this.#from.named(() => this.#marks.forget(row.no));
  }

  /** Where the log of each build stands. */
  heads(): (Head & { readonly id: string })[] {
    return this.#from.named(() => this.#from.log.heads());
  }

  /** The file, for who reads it over a connection of their own. */
  get file(): string {
    return this.#path;
  }

  /** Size of the file, in bytes, with what has not been moved into it yet. */
  bytes(): number {
    return bytesOf(this.#path);
  }

  /** How its write-ahead log is moved into the file. */
  logMoves(): LogMoves {
    return this.#mover.health();
  }

  async close(): Promise<void> {
    // First: the last connection to close moves what is left of the log, and that is the writer's.
    const ended = this.#mover.close();
    if (ended) await ended;
    this.#sync.close();
    this.#database.raw.close();
    this.#release();
  }

  /** Whole logs were folded for it: not again at the next start. Without room for it, again. */
  #keepSummary(summary: BuildSummary): void {
    try {
      this.#from.log.summarised(summary.id, summary.version, JSON.stringify(summary));
    } catch {
      // It is derived; what it is derived from is safe.
    }
  }

  #summaryOf(row: { id: string; version: number; summary: string | null }): BuildSummary {
    const known = readSummary(row.summary);
    if (known) return known;
    try {
      const summary = summarise(row.id, this.load(row.id)?.state ?? emptyState);
      this.#keepSummary(summary);
      return summary;
    } catch (error) {
      // One that cannot be read costs the others nothing, and does not vanish.
      const evidence = `cannot be read: ${messageOf(error)}`;
      const { id, version } = row;
      return { ...summarise(id, emptyState), version, status: 'ended', evidence, errors: 1 };
    }
  }

  #write(commit: Commit, packed: Packed): void {
    const { base, head } = commit;
    const row =
      this.#from.log.find(commit.build) ??
      this.#from.log.create(commit.build, { version: 0, digest: GENESIS });
    // Written before, though its writer was told otherwise: the digest says that it is the same.
    if (row.version === head.version && row.digest === head.digest && base.version < head.version) {
      return;
    }
    if (row.version !== base.version || row.digest !== base.digest) {
      throw new RatchetError(
        'log-conflict',
        `The log of build ${commit.build} stands at version ${row.version}, not ${base.version}: another program wrote to the file. Nothing was written. Restart Ratchet.`,
      );
    }
    for (const event of commit.events) {
      this.#from.log.append(row.no, event);
      // Also those that came with another build: who is sent its events is sent only their keys.
      for (const { payload } of cutBodiesIn(event.body)) this.#from.payloads.use(row.no, payload);
    }
    for (const payload of commit.payloads) this.#from.payloads.save(row.no, payload, packed);
    for (const mark of commit.marks) this.#marks.setSource(row.no, mark);
    for (const receipt of commit.receipts) this.#marks.setReceipt(row.no, receipt);
    if (commit.checkpoint) this.#from.checkpoints.save(row.no, commit.checkpoint);
    this.#from.log.advance(row.no, head, JSON.stringify(commit.summary), commit.summary.cwd);
  }
}

const none: Packed = new Map();
