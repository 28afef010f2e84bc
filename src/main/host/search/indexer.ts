import type { BuildState } from '../../../core/build/state.ts';
import { messageOf } from '../../../core/errors.ts';
import type { Head } from '../../../core/sync/messages.ts';
import type { World } from '../world.ts';
import { documentsOf } from './documents.ts';
import type { SearchIndex } from './search-index.ts';
import { slicesOf } from './slices.ts';

/** What is read of the log, and of what is in memory of it. */
export interface IndexReads {
  heads(): Iterable<Head & { readonly id: string }>;
  digestAt(build: string, version: number): string | null;
  /** The state at the head; null where there is no such build. @throws where it cannot be read */
  state(build: string): { readonly head: Head; readonly state: BuildState } | null;
}

export type IndexerWorld = Pick<World, 'after' | 'elapsed' | 'turn'>;

/** Milliseconds from the first event of a build that is not indexed until it is: they come in crowds. */
const QUIET = 1000;
/** Milliseconds after a commit during which others are taken to be at work. */
const BUSY = 500;
/** Rests are so many times as long as the work between them then. */
const REST = 24;
/** Documents that are taken out together. */
const FORGOTTEN = 64;
/** Milliseconds until an index that cannot be written is tried again. */
const RETRY = 30_000;

/**
 * Brings builds into the index, behind the log: it is told what was committed, and works in small
 * slices between which everybody else has their turn. Each slice is a transaction; the last of a build
 * says how far it came, so that one that was broken off is done again and changes nothing.
 */
export class Indexer {
  readonly #index: SearchIndex;
  readonly #reads: IndexReads;
  readonly #world: IndexerWorld;
  /** Builds that the index is behind of, and when they may be indexed. In the order of their need. */
  readonly #waiting = new Map<string, number>();
  /** Builds that are to be taken out: before anything of them comes in again. */
  readonly #leaving = new Set<string>();
  #current: string | null = null;
  #lastCommit = -Infinity;
  /** When the piece of work that is under way began. */
  #began = 0;
  #sleeper: { readonly wake: () => void; readonly isDeep: boolean } | null = null;
  #isClosing = false;
  /** Whether the index is to be begun anew, or was: once is enough, twice is another trouble. */
  #damage: 'none' | 'found' | 'repaired' = 'none';
  readonly #loop: Promise<void>;

  constructor(index: SearchIndex, reads: IndexReads, world: IndexerWorld) {
    this.#index = index;
    this.#reads = reads;
    this.#world = world;
    this.#catchUp();
    this.#loop = this.#run();
  }

  /** Builds that are not in the index as they stand in the log. */
  get behind(): number {
    const isUnderWay = this.#current !== null && !this.#waiting.has(this.#current);
    const behind = this.#waiting.size + (isUnderWay ? 1 : 0);
    return this.#damage === 'found' ? Math.max(1, behind) : behind;
  }

  /** A commit has moved the head of a build. */
  announce(build: string): void {
    this.#lastCommit = this.#world.elapsed();
    if (this.#waiting.has(build)) return;
    this.#waiting.set(build, this.#world.elapsed() + QUIET);
    this.#rouse();
  }

  /** A build was purged. */
  forget(build: string): void {
    this.#waiting.delete(build);
    this.#leaving.add(build);
    this.#rouse();
  }

  /** Something in the index cannot be read: it is made anew, once, when the slice that is under way has ended. */
  rebuild(): void {
    if (this.#damage !== 'none') return;
    this.#damage = 'found';
    this.#rouse();
  }

  /** Ends when the slice that is under way has. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#sleeper?.wake();
    await this.#loop;
  }

  #rouse(): void {
    if (this.#sleeper?.isDeep === false) this.#sleeper.wake();
  }

  #catchUp(): void {
    const gone = new Map(this.#index.cursors());
    for (const { id, version, digest } of this.#reads.heads()) {
      const cursor = gone.get(id);
      gone.delete(id);
      if (cursor?.version === version && cursor.digest === digest) continue;
      this.#waiting.set(id, this.#world.elapsed() + QUIET);
    }
    for (const id of gone.keys()) this.#leaving.add(id);
  }

  async #run(): Promise<void> {
    // What announced itself last may be what is looked at: the history waits.
    while (!this.#isClosing) {
      if (this.#damage === 'found') {
        await this.#repair();
        continue;
      }
      for (const build of this.#leaving) await this.#takeOut(build);
      if (this.#isClosing) return;
      const next = [...this.#waiting].findLast(([, due]) => due <= this.#world.elapsed());
      if (!next) {
        const dues = [...this.#waiting.values()];
        await this.#sleep(
          dues.length > 0 ? Math.min(...dues) - this.#world.elapsed() : null,
          'lightly',
        );
        continue;
      }
      const [build] = next;
      this.#waiting.delete(build);
      this.#current = build;
      this.#began = this.#world.elapsed();
      try {
        await this.#bringUp(build);
      } catch (error) {
        this.#failed(build, error);
      }
      this.#current = null;
      await this.#rest();
    }
  }

  async #repair(): Promise<void> {
    try {
      await this.#index.rebuild();
      this.#catchUp();
      this.#damage = 'repaired';
    } catch (error) {
      process.emitWarning(`Ratchet could not begin search anew: ${messageOf(error)}`);
      await this.#sleep(RETRY, 'deeply');
    }
  }

  async #takeOut(build: string): Promise<void> {
    this.#leaving.delete(build);
    this.#began = this.#world.elapsed();
    try {
      await this.#forget(build);
    } catch (error) {
      // It is found to be gone at the next start.
      process.emitWarning(`Ratchet could not take a build out of search: ${messageOf(error)}`);
    }
  }

  async #forget(build: string): Promise<void> {
    while (
      !this.#isClosing &&
      (await this.#written(() => this.#index.forgetSome(build, FORGOTTEN)))
    ) {
      await this.#rest();
    }
  }

  async #bringUp(build: string): Promise<void> {
    const loaded = this.#load(build);
    if (!loaded) return;
    const { head, state } = loaded;
    let since = this.#index.cursor(build);
    // Another history than the one that was indexed: a backup was put in the place of the log.
    if (since && this.#digestAt(build, since.version) !== since.digest) {
      await this.#forget(build);
      since = null;
    }
    if (since?.version === head.version) return;
    if (this.#mustStop()) return;
    for (const { documents, isLast } of slicesOf(documentsOf(state, since?.version ?? 0))) {
      await this.#written(() => this.#index.save(build, documents, isLast ? head : null));
      if (isLast) return;
      await this.#rest();
      if (this.#mustStop()) return;
    }
  }

  #mustStop(): boolean {
    return this.#isClosing || this.#damage === 'found';
  }

  /** Writes to the index when its log lets it. */
  async #written<Told>(write: () => Told): Promise<Told> {
    if (this.#index.pause) await this.#index.pause;
    return write();
  }

  /** A build that cannot be read is not searched; the list says what is wrong with it. */
  #load(build: string): ReturnType<IndexReads['state']> {
    try {
      return this.#reads.state(build);
    } catch {
      return null;
    }
  }

  /** An empty digest is that of a build of which nothing has been finished. */
  #digestAt(build: string, version: number): string | null {
    return version === 0 ? '' : this.#reads.digestAt(build, version);
  }

  /** After each piece of work: short where nobody else has any, long beside a stream of events. */
  async #rest(): Promise<void> {
    const now = this.#world.elapsed();
    const worked = now - this.#began;
    const isAlone = now - this.#lastCommit > BUSY;
    if (isAlone) await this.#world.turn();
    else if (!this.#isClosing) await this.#sleep(worked * REST, 'deeply');
    this.#began = this.#world.elapsed();
  }

  #failed(build: string, error: unknown): void {
    process.emitWarning(`Ratchet could not index a build for search: ${messageOf(error)}`);
    if (isDamage(error)) this.rebuild();
    this.#waiting.set(build, this.#world.elapsed() + RETRY);
  }

  /** Until the time is over, it closes, or (unless it sleeps deeply) there is something to do. */
  #sleep(milliseconds: number | null, how: 'deeply' | 'lightly'): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleeper = null;
        cancel?.();
        resolve();
      };
      const cancel =
        milliseconds === null ? null : this.#world.after(Math.max(1, milliseconds), wake);
      this.#sleeper = { wake, isDeep: how === 'deeply' };
    });
  }
}

/** Whether an error of SQLite says that the file is damaged. */
export const isDamage = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  /^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(String(error.code));
