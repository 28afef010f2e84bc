import { messageOf, RatchetError } from '../../../core/errors.ts';
import { PARK_LOOKS } from './file-reading.ts';
import { Gate, type Turn } from './gate.ts';
import { newReading } from './new-reading.ts';
import { Outstanding } from './outstanding.ts';
import { isReadAgain } from './read-again.ts';
import type { Reading } from './reading.ts';
import type { TailOptions } from './tail-options.ts';
import {
  isOfFile,
  type PauseReason,
  pauseOf,
  type TailReport,
  type TailStatus,
} from './tail-status.ts';

/**
 * Follows a growing file, and records each of its records once, across crashes and restarts. When
 * it is looked at is decided here; what is read and recorded then, in `FileReading`.
 */
export class FileTail {
  readonly #options: TailOptions;
  readonly #publisher: Outstanding;
  readonly #reading: Reading;
  readonly #gate: Gate;
  readonly #turn: Turn;
  #status: TailStatus = { phase: 'waiting' };
  #quiet = 0;
  #running: Promise<void> | null = null;
  #again = false;
  readonly #closing = new AbortController();
  #cancelPoll: () => void = () => {};

  constructor(options: TailOptions) {
    this.#options = options;
    this.#gate = options.gate ?? new Gate(1);
    this.#turn = { urgent: false, time: options.time ?? 0 };
    this.#publisher = new Outstanding(options.publisher);
    const read = { ...options, publisher: this.#publisher };
    this.#reading = newReading(read, this.#closing.signal, () => this.#say({ phase: 'reading' }));
  }

  get report(): TailReport {
    const { path } = this.#options;
    const { format, builds, offset } = this.#reading;
    return { path, status: this.#status, format, builds, offset };
  }

  /** It looks no more by itself: others look at it now and then, besides being told of changes. */
  get isResting(): boolean {
    return this.#running === null && (this.#reading.isResting || this.#quiet >= PARK_LOOKS);
  }

  /**
   * The build that the file's first session is read into, or will be; null where none is the first.
   * @param format of a file that has told nothing yet; one that names no sessions
   */
  buildOf(format: string): string | null {
    return this.#reading.buildOf(format);
  }

  /** Something has changed. What arrives while a pass runs is seen by it or by the next. */
  poke(): void {
    this.#quiet = 0;
    this.#gate.hurry(this.#turn);
    this.look();
  }

  /** What was recorded of the file is there no more: it is read from its start, when it is next looked at. */
  startOver(): void {
    this.#reading.forget();
    this.#reading.startOver();
  }

  /** Looks whether something has changed, after everything that surely has. */
  look(): void {
    this.#again = true;
    if (!this.#closed) this.#running ??= this.#run();
  }

  /** Settles when no pass is running; for tests and for commands that read to the end. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelPoll();
    await this.idle();
    this.#reading.close();
    this.#say({ phase: 'closed' });
  }

  /** Settles when what was handed over is recorded or refused: closing does not wait for the disk. */
  settled(): Promise<void> {
    return this.#publisher.settled();
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted;
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#closed) {
      await this.#gate
        .through(() => this.#pass(), this.#turn)
        .catch((error: unknown) => this.#failed(error));
    }
    this.#running = null;
    if (!this.#closed && !this.isResting) this.#pollLater();
  }

  async #pass(): Promise<void> {
    this.#again = false;
    this.#turn.urgent = false;
    if (this.#closed) return;
    const { path } = this.#options;
    const grew = await this.#reading.pass(this.#quiet);
    if (grew === null) {
      const message = `${path} is not a file.`;
      return this.#say({ phase: 'paused', reason: 'not-a-file', message });
    }
    if (grew) this.#quiet = 0;
    this.#say({ phase: this.#reading.isIgnored ? 'ignored' : 'following' });
  }

  #pollLater(): void {
    const [first, limit] = this.#options.pollMs ?? [2000, 60_000];
    this.#cancelPoll();
    const wait = Math.min(limit, first * 2 ** Math.min(this.#quiet, 10));
    this.#cancelPoll = this.#options.world.after(wait, () => {
      this.#quiet += 1;
      this.look();
    });
  }

  #failed(error: unknown): void {
    if (this.#closed) return;
    const { path } = this.#options;
    this.#reading.forget();
    if (isReadAgain(error)) {
      this.#reading.startOver();
      this.#again = true;
      return;
    }
    if (isOfFile(error)) return this.#say(pauseOf(error, path));
    const reason = error instanceof RatchetError ? unreadable.get(error.code) : undefined;
    if (reason) return this.#say({ phase: 'paused', reason, message: messageOf(error) });
    const message = `${path}: ${messageOf(error)}`;
    this.#say({ phase: 'paused', reason: 'not-recorded', message });
    this.#reading.startOver();
  }

  #say(status: TailStatus): void {
    if (this.#status.phase === 'closed') return;
    this.#status = status;
    this.#options.onReport?.(this.report);
  }
}

/** Failures of a file that is there, and what keeps it from being read. */
const unreadable = new Map<string, PauseReason>([
  ['compressed', 'compressed'],
  ['unreadable-store', 'unreadable'],
]);
