import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import { RatchetError } from '../../../core/errors.ts';
import type { Publisher } from '../processor/publisher.ts';
import { AgentReader } from './agent-reader.ts';
import { watchDirectory } from './directory-watch.ts';
import { FileTail } from './file-tail.ts';
import { Folder } from './folder.ts';
import type { Formats } from './formats.ts';
import { Gate } from './gate.ts';
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

/** Of documents only those that are known to be sessions: `.json` may be anything. */
const streams = /\.(?:jsonl|ndjson|sse)$|^session-.*\.json$/i;

/** Files read at once; the others wait, so that a directory of thousands costs no more than this. */
const READ_AT_ONCE = 8;

/** The files that are followed. */
export class Sources {
  readonly #options: SourcesOptions;
  readonly #tails = new Map<string, FileTail>();
  readonly #folders = new Map<string, Folder>();
  readonly #gate = new Gate(READ_AT_ONCE);
  #cancelScan: () => void = () => {};
  #closed = false;

  constructor(options: SourcesOptions) {
    this.#options = options;
    this.#scanLater();
  }

  /**
   * Follows files, and directories with the `.jsonl`, `.ndjson`, `.sse` and `session-*.json` files in
   * them and to come.
   * A file that is not there yet is waited for. What is followed already stays as it is.
   * @param format name of the format; detected for each file where it is not given
   * @throws RatchetError `bad-path`, `unknown-format`, `closing`; nothing is followed then
   */
  async watch(paths: readonly string[], format?: string): Promise<Watching[]> {
    if (format !== undefined) this.#options.formats.named(format);
    const found = await Promise.all(paths.map(placeOf));
    const watching: Watching[] = [];
    for (const { path, isDirectory } of found) {
      // Asked each time: what is opened after `close` would stay open.
      if (this.#closed) throw closing();
      const wanted = isDirectory
        ? (name: string) => streams.test(name)
        : (name: string) => name === basename(path);
      const root = isDirectory ? path : dirname(path);
      const known = this.#folders.get(path);
      const folder =
        known ??
        new Folder(
          root,
          wanted,
          {
            found: (file) => this.#follow(file, format, isDirectory ? 'ignore' : 'keep'),
            changed: (file) => this.#tails.get(file)?.poke(),
          },
          this.#options.watchDirectory ?? watchDirectory,
          // A file is looked for in its own directory and nowhere below.
          isDirectory ? undefined : 0,
        );
      this.#folders.set(path, folder);
      if (!isDirectory) this.#follow(path, format, 'keep');
      await folder.scan();
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
    const isIn = (file: string, path: string) => file === path || file.startsWith(path + sep);
    const orphans = [...this.#tails].filter(
      ([file]) =>
        paths.some((path) => isIn(file, path)) && !others.some((path) => isIn(file, path)),
    );
    for (const [file] of orphans) this.#tails.delete(file);
    await Promise.all(orphans.map(([, tail]) => tail.close()));
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

  #follow(path: string, format: string | undefined, unknown: 'keep' | 'ignore'): void {
    if (this.#closed || this.#tails.has(path)) return;
    const { publisher, sources, world, onReport, pollMs } = this.#options;
    const tail = new FileTail({
      path,
      publisher,
      sources,
      world,
      gate: this.#gate,
      newReader: (before) => this.#reader(path, format ?? before, unknown),
      ...(onReport ? { onReport } : {}),
      ...(pollMs ? { pollMs } : {}),
    });
    this.#tails.set(path, tail);
    tail.poke();
  }

  #reader(path: string, format: string | undefined, unknown: 'keep' | 'ignore'): AgentReader {
    const { formats, lineBytes: limit } = this.#options;
    return new AgentReader({ formats, format, path, unknown, limit });
  }

  /** The safety net under the platform's watches, which may miss things or be missing. */
  #scanLater(): void {
    this.#cancelScan = this.#options.world.after(this.#options.scanMs ?? 10_000, () => {
      const scans = [...this.#folders.values()].map((folder) => folder.scan());
      void Promise.allSettled(scans).then(() => {
        if (!this.#closed) this.#scanLater();
      });
    });
  }
}

/** The real path, so that a file has one identity however it is reached. */
async function placeOf(path: string): Promise<{ path: string; isDirectory: boolean }> {
  if (!isAbsolute(path)) throw badPath(path, 'it is not an absolute path');
  try {
    const real = await realpath(path);
    const found = await stat(real);
    if (found.isDirectory()) return { path: real, isDirectory: true };
    if (found.isFile()) return { path: real, isDirectory: false };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      throw badPath(path, String(error));
    }
    const parent = await realpath(dirname(path)).catch(() => null);
    if (parent !== null) return { path: join(parent, basename(path)), isDirectory: false };
    throw badPath(path, 'neither it nor its directory is there');
  }
  throw badPath(path, 'it is neither a file nor a directory');
}

const badPath = (path: string, reason: string) =>
  new RatchetError('bad-path', `${path} cannot be watched: ${reason}. Nothing was changed.`);

const closing = () =>
  new RatchetError(
    'closing',
    'Ratchet is closing and follows nothing more. What was recorded stays: ask again when it runs.',
    { retryable: true },
  );
