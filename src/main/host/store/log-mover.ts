import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { messageOf } from '../../../core/errors.ts';
import type { LogMoves } from '../../../core/health.ts';
import { backoffDelay } from '../../../core/sync/backoff.ts';
import { threadFile } from '../thread-file.ts';
import type { Asked, Told } from './log-mover.worker.ts';

/** Pages, of 4 KiB. */
export interface LogLimits {
  /** So many in the write-ahead log that are not in the file yet have it moved. SQLite's own figure. */
  readonly move: number;
  /** So many in it, and the writer moves it itself within its commit: the thread is behind. */
  readonly bound: number;
}

const usual: LogLimits = { move: 1000, bound: 8000 };

/** Milliseconds until a thread that failed is followed by another. */
const PAUSE = { first: 1000, limit: 10 * 60_000 };

export type MoverWorld = {
  /** Calls back after so many milliseconds. @returns what cancels that */
  after(milliseconds: number, callback: () => void): () => void;
};

const usualThread = threadFile(import.meta.url, 'log-mover');

const placesSchema = z.object({ log: z.number(), checkpointed: z.number() });

/**
 * Moves the write-ahead log into the file on another thread, with a connection of its own; SQLite would
 * do it within a commit, which holds the event loop for as long as the disk takes.
 *
 * What is durable does not hang on it: a commit has synced the log before it counts, and no page of
 * the log is written over before it is in the file and that is synced (https://sqlite.org/wal.html).
 *
 * First the log is moved while commits go on. What they add meanwhile is left, and SQLite begins the log
 * anew only where nothing is left: so the end is moved while commits wait, for two syncs. Whoever
 * writes without waiting only makes that fail, and the log longer.
 *
 * The writer does it itself, as SQLite would, where the SQLite is too old for two that write and move at
 * the same time, while it rests after a failure (each time longer), and for a log of `bound` pages.
 */
export class LogMover {
  readonly #raw: Database.Database;
  readonly #world: MoverWorld;
  readonly #limits: LogLimits;
  readonly #thread: URL;
  readonly #places: Database.Statement | null = null;
  #worker: Worker | null = null;
  /** Of all threads that have not ended yet. */
  readonly #ends = new Set<Promise<void>>();
  #state: 'at rest' | 'moving' | 'ending' | 'failed' | 'off';
  #failures = 0;
  #failuresInARow = 0;
  #problem: string | undefined;
  #cancelPause = () => {};
  #resume = () => {};
  /** Set while commits have to wait. */
  pause: Promise<void> | null = null;

  constructor(
    raw: Database.Database,
    world: MoverWorld,
    limits: LogLimits = usual,
    thread: URL = usualThread,
  ) {
    this.#raw = raw;
    this.#world = world;
    this.#limits = limits;
    this.#thread = thread;
    const version: unknown = raw.prepare('SELECT sqlite_version()').pluck().get();
    if (isSafeForTwo(String(version))) {
      this.#state = 'at rest';
      this.#places = raw.prepare('PRAGMA wal_checkpoint(NOOP)');
      this.#writerMovesAt(limits.bound);
    } else {
      this.#state = 'off';
    }
  }

  health(): LogMoves {
    const problem = this.#problem;
    return { failures: this.#failures, ...(problem === undefined ? {} : { problem }) };
  }

  /** Something was committed. */
  grown(): void {
    if (this.#state !== 'at rest') return;
    try {
      const { log, checkpointed } = placesSchema.parse(this.#places?.get());
      if (log - checkpointed < this.#limits.move) return;
      this.#state = 'moving';
      this.#ask('move');
    } catch (error) {
      this.#failed(messageOf(error));
    }
  }

  /** Settles when the thread has ended, and with it its connection; null where there is none. */
  close(): Promise<void> | null {
    this.#state = 'off';
    this.#cancelPause();
    this.#letGo();
    return this.#ends.size === 0 ? null : Promise.all(this.#ends).then(() => {});
  }

  #ask(what: Asked): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(what, []);
  }

  #start(): Worker {
    const worker = new Worker(this.#thread, { name: 'log-mover', workerData: this.#raw.name });
    // Nothing waits for it but `close`.
    worker.unref();
    const failed = (why: string) => {
      if (this.#worker === worker) this.#failed(why);
    };
    worker.on('message', (told: Told) => {
      if (this.#worker !== worker) return;
      if (told === 'moved') this.#moved();
      else this.#failed(told.failed);
    });
    worker.on('error', (error) => failed(messageOf(error)));
    worker.on('exit', () => failed('the thread has ended'));
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    this.#ends.add(ended);
    void ended.then(() => this.#ends.delete(ended));
    return worker;
  }

  #moved(): void {
    if (this.#state === 'moving') {
      this.#state = 'ending';
      this.pause = new Promise((resolve) => (this.#resume = resolve));
      this.#ask('move');
    } else if (this.#state === 'ending') {
      this.#state = 'at rest';
      this.#failuresInARow = 0;
      this.#problem = undefined;
      this.#goOn();
    }
  }

  /** Until the pause is over the writer moves the log, as SQLite does by itself; then there is another thread. */
  #failed(why: string): void {
    if (this.#state === 'off' || this.#state === 'failed') return;
    this.#state = 'failed';
    this.#failures += 1;
    this.#problem = why;
    this.#writerMovesAt(this.#limits.move);
    this.#letGo();
    const pause = backoffDelay(PAUSE, this.#failuresInARow, 1);
    this.#failuresInARow += 1;
    this.#cancelPause = this.#world.after(pause, () => {
      this.#state = 'at rest';
      this.#writerMovesAt(this.#limits.bound);
    });
  }

  #letGo(): void {
    this.#goOn();
    this.#worker?.ref();
    this.#worker?.postMessage('end' satisfies Asked, []);
    this.#worker = null;
  }

  #goOn(): void {
    this.pause = null;
    this.#resume();
  }

  /** Pages of the log with which a commit moves it. */
  #writerMovesAt(pages: number): void {
    this.#raw.pragma(`wal_autocheckpoint = ${pages}`);
  }
}

/**
 * Whether one connection may move the log while another writes. Up to 3.51.2 a commit could get lost
 * where both met at one instant (https://sqlite.org/wal.html#walresetbug).
 */
export function isSafeForTwo(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major * 1e6 + minor * 1e3 + patch >= 3_051_003;
}
