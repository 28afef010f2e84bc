import { RatchetError } from '../../../../core/errors.ts';
import { Gate } from '../gate.ts';
import { unlessAborted } from '../publish-patiently.ts';
import type { Sources } from '../sources.ts';
import type { TailReport } from '../tail-status.ts';
import { findSessions, type FoundSession, reasonOf } from './find-sessions.ts';
import { SessionImport, type SessionResult, type SessionSurroundings } from './read-session.ts';
import type { ImportReport } from './report.ts';

export interface ImportOptions extends SessionSurroundings {
  /** Who follows files: none is read by both at the same time. */
  readonly followed: Pick<Sources, 'alone'>;
  /** Asked of what is followed already: whether these builds were deleted, and are to be read again. */
  readonly readAnew?: (builds: readonly string[]) => boolean;
  /** Events in the log of a build. */
  readonly size: (build: string) => number;
  /** Milliseconds of a clock that never goes back. */
  readonly elapsed: () => number;
}

/** Files read at once: small ones share a commit. */
const READ_AT_ONCE = 4;
const FAILURES = 1000;

/** What comes of a file that is followed: it is the tail that records it. */
function resultOf({ status, builds }: TailReport): SessionResult {
  if (status.phase === 'paused') throw new RatchetError(status.reason, status.message);
  const isUnknown = status.phase === 'ignored';
  return { isUnknown, builds, told: null, bad: 0, unrecognised: 0 };
}

/** One import, from its beginning to its end. */
export class Import {
  readonly finished: Promise<void>;
  readonly #options: ImportOptions;
  readonly #format: string | undefined;
  readonly #stopping = new AbortController();
  readonly #began: number;
  readonly #builds = new Set<string>();
  readonly #active = new Map<SessionImport, FoundSession>();
  readonly #files = { found: 0, done: 0, recorded: 0, unchanged: 0, unknown: 0, failed: 0 };
  readonly #bytes = { read: 0, total: 0 };
  readonly #events = { new: 0, known: 0 };
  readonly #failures: { path: string; reason: string }[] = [];
  #badRecords = 0;
  #unrecognised = 0;
  #state: ImportReport['state'] = 'reading';

  constructor(options: ImportOptions, paths: readonly string[], format: string | undefined) {
    this.#options = options;
    this.#format = format;
    this.#began = options.elapsed();
    this.finished = this.#run(paths);
  }

  report(): ImportReport {
    const active = [...this.#active];
    const read = active.reduce((sum, [one, { size }]) => sum + Math.min(one.offset, size), 0);
    const recorded = active.reduce((sum, [one]) => sum + one.recorded, 0);
    return {
      state: this.#state,
      milliseconds: this.#options.elapsed() - this.#began,
      files: { ...this.#files },
      bytes: { read: this.#bytes.read + read, total: this.#bytes.total },
      builds: this.#builds.size,
      events: { new: this.#events.new + recorded, known: this.#events.known },
      badRecords: this.#badRecords,
      unrecognised: this.#unrecognised,
      failures: this.#state === 'reading' ? [] : this.#failures,
    };
  }

  stop(): Promise<void> {
    this.#stopping.abort();
    return this.finished;
  }

  async #run(paths: readonly string[]): Promise<void> {
    const { sessions, failures } = await findSessions(paths);
    this.#files.found = sessions.length + failures.length;
    this.#bytes.total = sessions.reduce((sum, { size }) => sum + size, 0);
    for (const { path, reason } of failures) this.#failed(path, reason);
    const gate = new Gate(READ_AT_ONCE);
    await Promise.all(sessions.map((session) => gate.through(() => this.#one(session))));
    this.#state = this.#files.done === this.#files.found ? 'done' : 'stopped';
  }

  /** Never throws: a file that is bad costs the others nothing. */
  async #one(session: FoundSession): Promise<void> {
    const { signal } = this.#stopping;
    if (signal.aborted) return;
    const { path, size, isNamed } = session;
    const one = new SessionImport(path, this.#format, this.#options, signal);
    let reading: Promise<unknown> = Promise.resolve();
    try {
      const work = this.#options.followed.alone(
        path,
        () => {
          signal.throwIfAborted();
          this.#active.set(one, session);
          const read = one.read();
          reading = read;
          return read;
        },
        async (tail) => {
          if (this.#options.readAnew?.(tail.report.builds) === true) tail.startOver();
          tail.poke();
          await tail.idle();
          return resultOf(tail.report);
        },
        () => one.settled(),
      );
      // Who else reads the file may wait for the disk for long.
      const result = await unlessAborted(work, signal);
      if (signal.aborted) return;
      if (result.isUnknown && isNamed) {
        this.#refuse(path, 'It is in no known format. Nothing of it was recorded.');
      }
      this.#take(result, one.recorded);
    } catch (error) {
      if (!signal.aborted) this.#failed(path, reasonOf(error));
    } finally {
      await Promise.allSettled([reading]);
      this.#active.delete(one);
      this.#bytes.read += size;
      this.#events.new += one.recorded;
    }
  }

  #take({ isUnknown, builds, told, bad, unrecognised }: SessionResult, recorded: number): void {
    this.#files.done += 1;
    if (isUnknown) {
      this.#files.unknown += 1;
      return;
    }
    this.#files[recorded > 0 ? 'recorded' : 'unchanged'] += 1;
    for (const build of builds) this.#builds.add(build);
    const logged = builds.reduce((sum, build) => sum + this.#options.size(build), 0);
    this.#events.known += Math.max(0, (told ?? logged) - recorded);
    this.#badRecords += bad;
    this.#unrecognised += unrecognised;
  }

  #failed(path: string, reason: string): void {
    this.#files.done += 1;
    this.#files.failed += 1;
    this.#refuse(path, reason);
  }

  #refuse(path: string, reason: string): void {
    if (this.#failures.length < FAILURES) this.#failures.push({ path, reason });
  }
}
