import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { Asked, Told } from './log-mover.worker.ts';

/** Pages, of 4 KiB. */
export interface LogLimits {
  /** So many in the write-ahead log that are not in the file yet have it moved. SQLite's own figure. */
  readonly move: number;
  /** So many in it, and the writer moves it itself within its commit: the thread is behind. */
  readonly bound: number;
}

const usual: LogLimits = { move: 1000, bound: 8000 };

/** Beside this file where TypeScript runs as it is; in a bundle, in the folder above that of the chunks. */
const usualThread = import.meta.url.endsWith('.ts')
  ? new URL('./log-mover.worker.ts', import.meta.url)
  : new URL('../log-mover.js', import.meta.url);

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
 * the same time, where there is no such thread or it has failed, and for a log of `bound` pages.
 */
export class LogMover {
  readonly #raw: Database.Database;
  readonly #limits: LogLimits;
  readonly #thread: URL;
  readonly #places: Database.Statement | null = null;
  #worker: Worker | null = null;
  #ended: Promise<void> | null = null;
  #state: 'at rest' | 'moving' | 'ending' | 'off';
  #resume = () => {};
  /** Set while commits have to wait. */
  pause: Promise<void> | null = null;

  constructor(raw: Database.Database, limits: LogLimits = usual, thread: URL = usualThread) {
    this.#raw = raw;
    this.#limits = limits;
    this.#thread = thread;
    const version: unknown = raw.prepare('SELECT sqlite_version()').pluck().get();
    if (isSafeForTwo(String(version))) {
      this.#state = 'at rest';
      this.#places = raw.prepare('PRAGMA wal_checkpoint(NOOP)');
      raw.pragma(`wal_autocheckpoint = ${limits.bound}`);
    } else {
      this.#state = 'off';
    }
  }

  /** Something was committed. */
  grown(): void {
    if (this.#state !== 'at rest') return;
    try {
      const { log, checkpointed } = placesSchema.parse(this.#places?.get());
      if (log - checkpointed < this.#limits.move) return;
      this.#state = 'moving';
      this.#ask('move');
    } catch {
      this.#giveUp();
    }
  }

  /** Settles when the thread has ended, and with it its connection; null where there is none. */
  close(): Promise<void> | null {
    this.#state = 'off';
    this.#goOn();
    this.#worker?.ref();
    this.#worker?.postMessage('end' satisfies Asked, []);
    return this.#ended;
  }

  #ask(what: Asked): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(what, []);
  }

  #start(): Worker {
    const worker = new Worker(this.#thread, { name: 'log-mover', workerData: this.#raw.name });
    // Nothing waits for it but `close`.
    worker.unref();
    worker.on('message', (told: Told) => this.#told(told));
    worker.on('error', () => this.#giveUp());
    worker.on('exit', () => this.#giveUp());
    this.#ended = new Promise((resolve) => worker.once('exit', () => resolve()));
    return worker;
  }

  #told(told: Told): void {
    if (told === 'failed') {
      this.#giveUp();
    } else if (this.#state === 'moving') {
      this.#state = 'ending';
      this.pause = new Promise((resolve) => (this.#resume = resolve));
      this.#ask('move');
    } else if (this.#state === 'ending') {
      this.#state = 'at rest';
      this.#goOn();
    }
  }

  #goOn(): void {
    this.pause = null;
    this.#resume();
  }

  /** Who has failed once is not asked again: the writer moves the log, as SQLite does by itself. */
  #giveUp(): void {
    if (this.#state === 'off') return;
    this.#raw.pragma(`wal_autocheckpoint = ${this.#limits.move}`);
    void this.close();
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
