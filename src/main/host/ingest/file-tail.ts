import { type FileHandle, open, stat } from 'node:fs/promises';
import type { SessionReading } from '../../../core/agents/sessions.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { messageOf } from '../../../core/errors.ts';
import type { PublishOptions } from '../processor/publisher.ts';
import type { AgentReader } from './agent-reader.ts';
import { DocumentTail, isDocument } from './document-tail.ts';
import { FileMarks, type SessionMark } from './file-marks.ts';
import { readFingerprint, stillSame, writeFingerprint } from './fingerprint.ts';
import { Gate } from './gate.ts';
import { publishPatiently } from './publish-patiently.ts';
import { isObjectText, readAt } from './read-at.ts';
import { ReadWindow } from './read-window.ts';
import type { TailOptions } from './tail-options.ts';
import { isOfFile, pauseOf, whatHappened } from './tail-status.ts';
import type { TailReport, TailStatus } from './tail-status.ts';

const CHUNK_BYTES = 256 * 1024;
/** Quiet looks after which a last line without an end may be taken for whole. */
const QUIET_LOOKS = 2;
/** Quiet looks after which a file that is recorded in full is let go: some minutes. */
const PARK_LOOKS = 8;

/**
 * Follows a growing file, and records each of its records once, across crashes and restarts.
 *
 * The offset is committed with the events read up to it. The state of the adapter is not kept: a
 * tail that resumes reads the file again from its start and throws away what is recorded already,
 * so that there is no second truth to disagree with the file. One that finds nothing new does not
 * read at all.
 */
export class FileTail {
  readonly #options: TailOptions;
  readonly #marks: FileMarks;
  readonly #gate: Gate;
  #document: DocumentTail | null = null;
  #reader: AgentReader;
  #window = new ReadWindow();
  /** Whether the file was compared with what was recorded of it in an earlier run. */
  #begun = false;
  /** Recorded in full in an earlier run, and not read in this one while it does not grow. */
  #parkedAt: number | null = null;
  #status: TailStatus = { phase: 'reading' };
  #format: string | null = null;
  /** The file's identity, size and time when it was last read to its end. */
  #seen = '';
  #quiet = 0;
  #running: Promise<void> | null = null;
  #again = false;
  readonly #closing = new AbortController();
  #cancelPoll: () => void = () => {};

  constructor(options: TailOptions) {
    this.#options = options;
    this.#marks = new FileMarks(options.path, options.sources);
    this.#gate = options.gate ?? new Gate(1);
    this.#reader = options.newReader(undefined);
  }

  get report(): TailReport {
    const { path } = this.#options;
    const { builds } = this.#marks;
    const offset = this.#parkedAt ?? this.#window.offset;
    return {
      path,
      status: this.#status,
      format: this.#reader.format ?? this.#format,
      builds,
      offset,
    };
  }

  /** The build of a file in a format that names no sessions, also before anything was read. */
  buildOf(format: string): string {
    return this.#marks.buildOf(format);
  }

  /** Something may have changed. What arrives while a pass runs is seen by it or by the next. */
  poke(): void {
    this.#quiet = 0;
    this.#look();
  }

  /** Settles when no pass is running; for tests and for commands that read to the end. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelPoll();
    await this.idle();
    this.#say({ phase: 'closed' });
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted;
  }

  #look(): void {
    this.#again = true;
    if (!this.#closed) this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      await this.#gate.through(() => this.#pass()).catch((error: unknown) => this.#failed(error));
    }
    this.#running = null;
    if (!this.#closed) this.#pollLater();
  }

  #pollLater(): void {
    const [first, limit] = this.#options.pollMs ?? [2000, 60_000];
    this.#cancelPoll();
    const wait = Math.min(limit, first * 2 ** Math.min(this.#quiet, 10));
    this.#cancelPoll = this.#options.world.after(wait, () => {
      this.#quiet += 1;
      this.#look();
    });
  }

  #failed(error: unknown): void {
    if (this.#closed) return;
    const { path } = this.#options;
    this.#seen = '';
    if (isOfFile(error)) return this.#say(pauseOf(error, path));
    const message = `${path}: ${messageOf(error)}`;
    this.#say({ phase: 'paused', reason: 'not-recorded', message });
    // What was read and not recorded is read again, from the last offset that was.
    this.#startOver();
  }

  #startOver(): void {
    this.#marks.again();
    this.#window = new ReadWindow();
    this.#begun = false;
  }

  async #pass(): Promise<void> {
    const { path } = this.#options;
    const found = await stat(path);
    if (!found.isFile()) {
      const message = `${path} is not a file.`;
      return this.#say({ phase: 'paused', reason: 'not-a-file', message });
    }
    const seen = `${found.dev}:${found.ino}:${found.size}:${found.mtimeMs}`;
    // A quiet file costs one look at its name; a long quiet one, no memory either.
    if (this.#quiet > QUIET_LOOKS && seen === this.#seen) return this.#park();
    const file = await open(path, 'r');
    try {
      // While it is written anew, a document may be empty.
      if ((await isDocument(file)) ?? this.#document !== null) {
        if (seen !== this.#seen) await this.#readDocument(file);
      } else {
        await this.#compare(file, found.size);
        if (this.#parkedAt === null) await this.#readOn(file);
      }
    } finally {
      await file.close();
    }
    this.#seen = seen;
    this.#say({ phase: this.#reader.ignored ? 'ignored' : 'following' });
  }

  /** Lets go of the reader of a file that is recorded in full; it is read again if it grows. */
  #park(): void {
    const { offset } = this.#window;
    if (this.#quiet < PARK_LOOKS || this.#marks.first?.committed !== offset) return;
    this.#startOver();
    this.#reader = this.#options.newReader(undefined);
    this.#parkedAt = offset;
  }

  async #readDocument(file: FileHandle): Promise<void> {
    const { chunkBytes = CHUNK_BYTES, newReader, world } = this.#options;
    this.#document ??= new DocumentTail({
      marks: this.#marks,
      chunkBytes,
      now: () => world.now(),
      closed: () => this.#closed,
      replaced: () => this.#nextGeneration('The file was replaced by another one.'),
      send: this.#send,
    });
    this.#window = new ReadWindow();
    this.#reader = newReader(undefined);
    this.#window.offset = await this.#document.read(file, this.#reader);
  }

  /** Makes sure that what was read of the file is still what it begins with. */
  async #compare(file: FileHandle, size: number): Promise<void> {
    const stored = this.#begun ? null : this.#marks.stored;
    const offset = stored?.offset ?? this.#window.offset;
    const print = stored
      ? readFingerprint(stored.fingerprint)
      : this.#window.fingerprint(offset, '', false);
    const same =
      size >= offset &&
      print &&
      (await stillSame(print, offset, (position, length) => readAt(file, position, length)));
    if (!same) await this.#nextGeneration(whatHappened(size, offset));
    if (this.#begun && same) return;
    this.#begun = true;
    this.#parkedAt = same && stored && size === offset ? offset : null;
    if (this.#parkedAt !== null) this.#begun = false;
    this.#window = new ReadWindow();
    this.#format = same ? print.format || null : null;
    this.#reader = this.#options.newReader(this.#format ?? undefined);
  }

  async #nextGeneration(happened: string): Promise<void> {
    const { world } = this.#options;
    const text = `${happened} What was recorded stays; what it holds now is recorded as a new build.`;
    const { builds } = this.#marks;
    this.#marks.nextGeneration();
    const key = `notice:${this.#marks.id}`;
    for (const build of builds) {
      const notice = { kind: 'notice', at: world.now(), text } as const;
      await this.#send(build, [notice], { key });
    }
  }

  async #readOn(file: FileHandle): Promise<void> {
    const { chunkBytes = CHUNK_BYTES, world } = this.#options;
    let grew = false;
    while (!this.#closed && !this.#reader.ignored) {
      const chunk = await readAt(file, this.#window.offset, chunkBytes);
      if (chunk.length === 0) break;
      if (!grew) this.#say({ phase: 'reading' });
      grew = true;
      this.#window.add(chunk);
      await this.#record(this.#reader.push(chunk, world.now()), false);
    }
    if (grew) this.#quiet = 0;
    if (this.#closed || this.#reader.ignored) return;
    if (this.#quiet >= QUIET_LOOKS) await this.#settle(file);
    await this.#markEnd();
    this.#window.trim();
  }

  /** The file has been quiet for a while: what waited for more to come need not wait on. */
  async #settle(file: FileHandle): Promise<void> {
    const { offset } = this.#reader;
    const rest = this.#window.offset - offset;
    const isWhole = rest > 0 && isObjectText(await readAt(file, offset, rest));
    await this.#record(this.#reader.quiet(this.#options.world.now(), isWhole), isWhole);
  }

  /** Records that led to no event move the file's mark too, so that they are not read again. */
  async #markEnd(): Promise<void> {
    const { first } = this.#marks;
    const { offset, format } = this.#reader;
    if (!first || format === null || first.committed >= offset) return;
    await this.#publish(first, [], offset, false);
  }

  async #record(readings: readonly SessionReading[], isOpen: boolean): Promise<void> {
    const fresh = new Map<SessionMark, SessionReading[]>();
    for (const reading of readings) {
      const mark = this.#marks.of(reading.session, this.#reader.format ?? 'file');
      if (reading.end <= mark.committed || reading.events.length === 0) continue;
      const others = fresh.get(mark);
      if (others) others.push(reading);
      else fresh.set(mark, [reading]);
    }
    // The file's own mark goes last: where it stands, the others must stand already.
    const { first } = this.#marks;
    const parts = [...fresh].sort(([a], [b]) => Number(a === first) - Number(b === first));
    for (const [mark, read] of parts) {
      const events = read.flatMap((reading) => reading.events);
      await this.#publish(mark, events, read.at(-1)?.end ?? mark.committed, isOpen);
    }
  }

  async #publish(
    mark: SessionMark,
    events: readonly BuildEvent[],
    offset: number,
    isOpen: boolean,
  ): Promise<void> {
    const format = this.#reader.format ?? 'unknown';
    const fingerprint = writeFingerprint(this.#window.fingerprint(offset, format, isOpen));
    const source = { id: mark.id, offset, fingerprint };
    await this.#send(mark.build, events, { source });
    mark.committed = offset;
  }

  readonly #send = (build: string, events: readonly BuildEvent[], options: PublishOptions) =>
    publishPatiently(this.#options.publisher, build, events, options, this.#closing.signal);

  #say(status: TailStatus): void {
    if (this.#status.phase === 'closed') return;
    this.#status = status;
    this.#options.onReport?.(this.report);
  }
}
