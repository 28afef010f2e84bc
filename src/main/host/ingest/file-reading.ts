import type { FileHandle } from 'node:fs/promises';
import type { BuildEvent } from '../../../core/build/event.ts';
import type { SessionReading } from '../../../core/agents/sessions.ts';
import { ToldTimes } from '../../../core/agents/told-times.ts';
import type { PublishOptions } from '../processor/publisher.ts';
import type { AgentReader } from './agent-reader.ts';
import { Batch } from './batch.ts';
import { DocumentTail, isDocument } from './document-tail.ts';
import { FileMarks, type SessionMark } from './file-marks.ts';
import { hashOf, readFingerprint, stillSame, writeFingerprint } from './fingerprint.ts';
import { openSession, statSession } from './open-session.ts';
import { publishPatiently } from './publish-patiently.ts';
import { isObjectText, readAt } from './read-at.ts';
import { ReadWindow } from './read-window.ts';
import type { Reading } from './reading.ts';
import type { TailOptions } from './tail-options.ts';
import { whatHappened } from './tail-status.ts';

const CHUNK_BYTES = 256 * 1024;
const COMMIT_BYTES = 1024 * 1024;
/** Quiet looks after which a last line without an end may be taken for whole. */
const QUIET_LOOKS = 2;
/** Quiet looks after which a file that is recorded in full is let go: some minutes. */
export const PARK_LOOKS = 8;
/** A file that was last written longer ago is not waited for: it is let go as soon as it is read. */
const OLD_MS = 10 * 60_000;

/**
 * What is read of one file, and recorded of it.
 *
 * The offset is committed with the events read up to it. The state of the adapter is not kept: a
 * tail that resumes reads the file again from its start and throws away what is recorded already,
 * so that there is no second truth to disagree with the file. One that finds nothing new does not
 * read at all.
 */
export class FileReading implements Reading {
  readonly #options: TailOptions;
  readonly #signal: AbortSignal;
  readonly #onReading: () => void;
  readonly #marks: FileMarks;
  #document: DocumentTail | null = null;
  #isDocument = false;
  #reader: AgentReader;
  #window = new ReadWindow();
  /** Whether the file was compared with what was recorded of it in an earlier run. */
  #begun = false;
  /** Recorded in full, and held in no memory while it does not grow. */
  #parkedAt: number | null = null;
  #format: string | null = null;
  /** The file's identity, size and time when it was last read to its end. */
  #seen = '';
  /** When an old file was last written: what it holds cannot have come later. */
  #writtenAt: number | null = null;
  /** Of an old file: what its records tell of their times is the best there is. */
  #times: ToldTimes | null = null;

  /** @param onReading there is something new to read */
  constructor(options: TailOptions, signal: AbortSignal, onReading: () => void) {
    this.#options = options;
    this.#signal = signal;
    this.#onReading = onReading;
    this.#marks = new FileMarks(options.path, options.sources);
    this.#reader = options.newReader(undefined);
  }

  get format(): string | null {
    return this.#reader.format ?? this.#format;
  }

  get builds(): readonly string[] {
    return this.#marks.builds;
  }

  buildOf(format: string): string {
    return this.#marks.buildOf(format);
  }

  get offset(): number {
    return this.#parkedAt ?? this.#window.offset;
  }

  get isIgnored(): boolean {
    return this.#reader.ignored;
  }

  get isResting(): boolean {
    return this.#parkedAt !== null || this.isIgnored;
  }

  forget(): void {
    this.#seen = '';
  }

  close(): void {}

  startOver(): void {
    this.#marks.again();
    this.#window = new ReadWindow();
    this.#document = null;
    this.#begun = false;
  }

  async pass(looks: number): Promise<boolean | null> {
    const { path, world, once = false } = this.#options;
    const found = await statSession(path);
    if (!found.isFile()) return null;
    const seen = `${found.dev}:${found.ino}:${found.size}:${found.mtimeMs}`;
    // A quiet file costs one look at its name; a long quiet one, no memory either.
    if (looks > QUIET_LOOKS && seen === this.#seen) {
      if (looks >= PARK_LOOKS) this.#park();
      return false;
    }
    const isOld = once || world.now() - found.mtimeMs > OLD_MS;
    // Nor is a compressed one unfolded again at every look.
    if (isOld && seen === this.#seen && this.#parkedAt !== null) return false;
    this.#writtenAt = isOld ? Math.min(world.now(), Math.floor(found.mtimeMs)) : null;
    this.#times = isOld ? new ToldTimes(this.#time()) : null;
    const file = await openSession(path, this.#options.unfolder);
    let grew = false;
    try {
      // While it is written anew, a document may be empty.
      this.#isDocument = (await isDocument(file)) ?? this.#isDocument;
      if (this.#isDocument) {
        if (seen !== this.#seen) await this.#readDocument(file, seen);
      } else {
        await this.#compare(file);
        if (this.#parkedAt === null) grew = await this.#readOn(file, looks, isOld);
      }
    } catch (error) {
      // What was taken of it and waits to be recorded, for its time or for others, would be passed over.
      if (!this.#signal.aborted) this.startOver();
      throw error;
    } finally {
      await file.close();
    }
    this.#seen = seen;
    if (isOld) this.#park();
    return grew;
  }

  /** When what is read now came. */
  #time(): number {
    return this.#writtenAt ?? this.#options.world.now();
  }

  /** With the times that are told, as far as they are known yet. */
  #timed(readings: readonly SessionReading[]): readonly SessionReading[] {
    return this.#times?.take(readings) ?? readings;
  }

  /** Lets go of the reader of a file that is recorded in full; it is read again if it grows. */
  #park(): void {
    if (this.#parkedAt !== null || this.#signal.aborted || this.isIgnored) return;
    const { offset } = this.#window;
    if (!this.#isDocument && this.#marks.first?.committed !== offset) return;
    this.#format = this.format;
    this.startOver();
    this.#reader = this.#options.newReader(undefined);
    this.#parkedAt = offset;
  }

  async #readDocument(file: FileHandle, seen: string): Promise<void> {
    const { chunkBytes = CHUNK_BYTES, newReader } = this.#options;
    const print = this.#marks.stored && readFingerprint(this.#marks.stored.fingerprint);
    const whole = hashOf(Buffer.from(seen));
    if (print && print.tailHash === whole) {
      // Recorded in an earlier run just as it is.
      this.#format = print.format;
      this.#parkedAt = this.#marks.stored?.offset ?? 0;
      return;
    }
    this.#onReading();
    this.#document ??= new DocumentTail({
      marks: this.#marks,
      chunkBytes,
      now: () => this.#time(),
      times: () => this.#times,
      closed: () => this.#signal.aborted,
      replaced: () => this.#nextGeneration('The file was replaced by another one.'),
      send: this.#send,
    });
    this.#parkedAt = null;
    this.#window = new ReadWindow();
    this.#reader = newReader(undefined);
    this.#window.offset = await this.#document.read(file, this.#reader, whole);
  }

  /** Makes sure that what was read of the file is still what it begins with. */
  async #compare(file: FileHandle): Promise<void> {
    const { size } = await file.stat();
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

  async #readOn(file: FileHandle, looks: number, isOld: boolean): Promise<boolean> {
    const { chunkBytes = CHUNK_BYTES, commitBytes = COMMIT_BYTES } = this.#options;
    const batch = new Batch(commitBytes);
    // One for all: the chunks of a long file are more garbage than everything else.
    const buffer = Buffer.allocUnsafe(chunkBytes);
    let grew = false;
    while (!this.#signal.aborted && !this.#reader.ignored) {
      const chunk = await readAt(file, this.#window.offset, chunkBytes, buffer);
      if (chunk.length === 0) break;
      if (!grew) this.#onReading();
      grew = true;
      this.#window.add(chunk);
      batch.add(chunk.length, this.#timed(this.#reader.push(chunk, this.#time())));
      if (batch.isFull) await this.#record(batch.take(), false);
    }
    await this.#record(batch.take(), false);
    if (this.#signal.aborted || this.#reader.ignored) return grew;
    if (isOld || (!grew && looks >= QUIET_LOOKS)) await this.#settle(file, isOld);
    await this.#markEnd();
    this.#window.trim();
    return grew;
  }

  /** The file has been quiet for a while: what waited for more to come need not wait on. */
  async #settle(file: FileHandle, isOld: boolean): Promise<void> {
    const { offset } = this.#reader;
    const rest = this.#window.offset - offset;
    const isWhole = rest > 0 && isObjectText(await readAt(file, offset, rest));
    const readings = this.#reader.quiet(this.#time(), isWhole);
    if (!isOld) return this.#record(readings, isWhole);
    const last = this.#timed([...readings, ...this.#reader.settle()]);
    await this.#record([...last, ...(this.#times?.rest() ?? [])], isWhole);
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
    const publish = ([mark, read]: readonly [SessionMark, readonly SessionReading[]]) => {
      const events = read.flatMap((reading) => reading.events);
      return this.#publish(mark, events, read.at(-1)?.end ?? mark.committed, isOpen);
    };
    // The file's own mark goes last: where it stands, the others must stand already. Those share a commit.
    const { first } = this.#marks;
    const parts = [...fresh];
    await Promise.all(parts.filter(([mark]) => mark !== first).map(publish));
    await Promise.all(parts.filter(([mark]) => mark === first).map(publish));
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
    publishPatiently(this.#options.publisher, build, events, options, this.#signal);
}
