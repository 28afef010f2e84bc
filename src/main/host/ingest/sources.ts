import { dirname, sep } from 'node:path';
import type { Publisher } from '../processor/publisher.ts';
import { AgentReader } from './agent-reader.ts';
import { watchDirectory } from './directory-watch.ts';
import { FileMarks } from './file-marks.ts';
import { FileTail } from './file-tail.ts';
import { Folder } from './folder.ts';
import type { Formats } from './formats.ts';
import { Gate } from './gate.ts';
import { closing, type Expected, placeOf } from './place.ts';
import { isSessionFile } from './session-files.ts';
import { lastingPath, placesOf } from './session-place.ts';
import type { SourceStore } from './source-store.ts';
import type { TailWorld } from './tail-options.ts';
import type { TailReport } from './tail-status.ts';

export interface SourcesOptions {
  readonly publisher: Publisher;
  readonly sources: SourceStore;
  readonly formats: Formats;
  readonly world: TailWorld;
  readonly onReport?: (report: TailReport) => void;
  /** Between two looks through watched directories, in milliseconds. */
  readonly scanMs?: number;
  readonly pollMs?: readonly [first: number, limit: number];
  /** Longest line or frame, in bytes. */
  readonly lineBytes?: number;
  /** The platform's word that something changed; replaced in tests. */
  readonly watchDirectory?: typeof watchDirectory;
}

export interface Watching {
  readonly path: string;
  readonly kind: 'file' | 'directory';
  /** Files followed because of this path, so far. */
  readonly files: number;
}

/** Files read at once; the others wait, so that a directory of thousands costs no more than this. */
const READ_AT_ONCE = 8;
/** Of those, what is read for the first time or looked at just in case: what changes has the others. */
const BACKGROUND = 3;
/** A new file that was written no longer ago is read at once. */
const LIVE_MS = 60_000;
/** Scans in which every resting file is looked at once: where the platform tells of changes, and where not. */
const SWEEP = { heard: 30, deaf: 6 };

/** The files that are followed. */
export class Sources {
  readonly #options: SourcesOptions;
  /** By the path by which a session is known. */
  readonly #tails = new Map<string, FileTail>();
  readonly #folders = new Map<string, Folder>();
  readonly #gate = new Gate(READ_AT_ONCE, BACKGROUND);
  /** Files that somebody reads alone, and when that is over. */
  readonly #alone = new Map<string, Promise<void>>();
  #cancelScan: () => void = () => {};
  /** How many files the sweep has looked at in its present round. */
  #swept = 0;
  #closed = false;

  constructor(options: SourcesOptions) {
    this.#options = options;
    this.#scanLater();
  }

  /**
   * Follows files, and directories with the `.jsonl`, `.ndjson`, `.sse` and `session-*.json` files in
   * them and to come: the newest first. What is not there yet is waited for. What is followed
   * already stays as it is.
   * @param format name of the format; detected for each file where it is not given
   * @param expected what a path is that is not there yet, where that is known
   * @throws RatchetError `bad-path`, `unknown-format`, `closing`; nothing is followed then
   */
  async watch(paths: readonly string[], format?: string, expected?: Expected): Promise<Watching[]> {
    if (format !== undefined) this.#options.formats.named(format);
    const found = await Promise.all(paths.map((path) => placeOf(path, expected)));
    const watching: Watching[] = [];
    for (const { path, isDirectory } of found) {
      // Asked each time: what is opened after `close` would stay open.
      if (this.#closed) throw closing();
      const folder = this.#folders.get(path) ?? this.#newFolder(path, isDirectory, format);
      this.#folders.set(path, folder);
      if (!isDirectory) this.#follow(path, format, 'keep', Infinity);
      await this.#gate.gathering(() => folder.scan());
      const kind = isDirectory ? 'directory' : 'file';
      watching.push({ path, kind, files: Math.max(folder.files, isDirectory ? 0 : 1) });
    }
    return watching;
  }

  /** Follows these paths no longer. What is followed because of another path as well goes on. */
  async unwatch(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      this.#folders.get(path)?.close();
      this.#folders.delete(path);
    }
    const others = [...this.#folders.keys()];
    const isIn = (file: string, path: string) =>
      placesOf(file).some((place) => place === path || place.startsWith(path + sep));
    const orphans = [...this.#tails].filter(
      ([file]) =>
        paths.some((path) => isIn(file, path)) && !others.some((path) => isIn(file, path)),
    );
    await Promise.all(orphans.map(([file, tail]) => this.#close(file, tail)));
  }

  /** Who reads the file next waits for what this one has handed over. */
  #close(file: string, tail: FileTail): Promise<void> {
    this.#tails.delete(file);
    const closed = tail.close();
    this.#keepAlone(file, closed, () => tail.settled());
    return closed;
  }

  /**
   * Reads a file alone: two that read the same file at the same time would record it twice. Who wants
   * to follow it meanwhile begins afterwards; where it is followed already, that one is asked to read on.
   * @param path by which the session is known
   * @param settled settles when what was read is recorded, also where the reading was broken off
   */
  async alone<T>(
    path: string,
    read: () => Promise<T>,
    followed: (tail: FileTail) => Promise<T>,
    settled: () => Promise<void>,
  ): Promise<T> {
    for (let other = this.#alone.get(path); other; other = this.#alone.get(path)) await other;
    const tail = this.#tails.get(path);
    if (tail) return followed(tail);
    const reading = read();
    this.#keepAlone(path, reading, settled);
    return reading;
  }

  #keepAlone(path: string, reading: Promise<unknown>, settled: () => Promise<void>): void {
    const over = () => settled().then(() => void this.#alone.delete(path));
    this.#alone.set(path, reading.then(over, over));
  }

  /** The tail of a file, by its real path; null where it is not followed (yet: it may be read alone). */
  tail(path: string): Pick<FileTail, 'poke' | 'idle'> | null {
    return this.#tails.get(path) ?? null;
  }

  /**
   * The build that a file's first session is read into, or will be, whoever reads it; null where none is the first.
   * @param format of a file that has told nothing yet; one that names no sessions
   */
  buildOf(path: string, format: string): string | null {
    const tail = this.#tails.get(path);
    return tail ? tail.buildOf(format) : new FileMarks(path, this.#options.sources).buildOf(format);
  }

  reports(): TailReport[] {
    return [...this.#tails.values()].map(({ report }) => report);
  }

  /** Settles when everything that is there has been read and recorded. */
  async idle(): Promise<void> {
    await Promise.all([...this.#tails.values()].map((tail) => tail.idle()));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelScan();
    for (const folder of this.#folders.values()) folder.close();
    await Promise.all([...this.#tails.values()].map((tail) => tail.close()));
  }

  #newFolder(path: string, isDirectory: boolean, format: string | undefined): Folder {
    return new Folder(
      isDirectory ? path : dirname(path),
      isDirectory ? isSessionFile : (file) => lastingPath(file) === lastingPath(path),
      {
        found: (file, time) => this.#follow(file, format, isDirectory ? 'ignore' : 'keep', time),
        changed: (file) => this.#tails.get(lastingPath(file))?.poke(),
      },
      this.#options.watchDirectory ?? watchDirectory,
      // A file is looked for in its own directory and nowhere below.
      isDirectory ? undefined : 0,
    );
  }

  #follow(
    file: string,
    format: string | undefined,
    unknown: 'keep' | 'ignore',
    time: number,
  ): void {
    if (this.#closed) return;
    const path = lastingPath(file);
    const over = this.#alone.get(path);
    if (over) {
      void over.then(() => this.#wants(file) && this.#follow(file, format, unknown, time));
      return;
    }
    const known = this.#tails.get(path);
    // There again, or in another of its places.
    if (known) return known.poke();
    const { publisher, sources, world, onReport, pollMs } = this.#options;
    const tail = new FileTail({
      path,
      time,
      publisher,
      sources,
      world,
      gate: this.#gate,
      newReader: (before) => this.#reader(path, format ?? before, unknown),
      onReport: (report) => {
        onReport?.(report);
        this.#mayBeDirectory(report, format);
      },
      ...(pollMs ? { pollMs } : {}),
    });
    this.#tails.set(path, tail);
    if (time > world.now() - LIVE_MS) tail.poke();
    else tail.look();
  }

  #wants(file: string): boolean {
    return [...this.#folders.keys()].some(
      (path) => lastingPath(file) === lastingPath(path) || file.startsWith(path + sep),
    );
  }

  /** What was waited for as a file has come as a directory. */
  #mayBeDirectory({ path, status }: TailReport, format: string | undefined): void {
    if (status.phase !== 'paused' || status.reason !== 'not-a-file') return;
    if (this.#closed || !this.#folders.has(path)) return;
    const again = async () => {
      await this.unwatch([path]);
      await this.watch([path], format);
    };
    void again().catch(() => {});
  }

  #reader(path: string, format: string | undefined, unknown: 'keep' | 'ignore'): AgentReader {
    const { formats, lineBytes: limit } = this.#options;
    return new AgentReader({ formats, format, path, unknown, limit });
  }

  /** The safety net under the platform's watches, which may miss things or be missing. */
  #scanLater(): void {
    this.#cancelScan = this.#options.world.after(this.#options.scanMs ?? 10_000, () => {
      this.#sweep();
      const scans = [...this.#folders.values()].map((folder) => folder.scan());
      void Promise.allSettled(scans).then(() => {
        if (!this.#closed) this.#scanLater();
      });
    });
  }

  /** Looks at some of the files that do not look by themselves, others each time. */
  #sweep(): void {
    const tails = [...this.#tails.values()];
    const isHeard = [...this.#folders.values()].every((folder) => folder.isHeard);
    const share = Math.ceil(tails.length / (isHeard ? SWEEP.heard : SWEEP.deaf));
    for (const tail of tails.slice(this.#swept, this.#swept + share)) {
      if (tail.isResting) tail.look();
    }
    this.#swept = this.#swept + share < tails.length ? this.#swept + share : 0;
  }
}
