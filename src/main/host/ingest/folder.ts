import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { watchDirectory } from './directory-watch.ts';

export interface FolderEvents {
  /** A file is there that was not known. */
  found(path: string): void;
  /** A known file may have changed. */
  changed(path: string): void;
}

const skipped = new Set(['node_modules', '.git']);
/** How far down a directory is looked through. */
const DEPTH = 12;

/** Follows a directory and those within it: the files that are there, and those that come. */
export class Folder {
  readonly #wanted: (name: string) => boolean;
  readonly #events: FolderEvents;
  readonly #watch: typeof watchDirectory;
  readonly #watches = new Map<string, () => void>();
  readonly #files = new Set<string>();
  readonly #root: string;
  readonly #depth: number;
  #scanning: Promise<void> | null = null;
  #again = false;
  #closed = false;

  constructor(
    root: string,
    wanted: (name: string) => boolean,
    events: FolderEvents,
    watch: typeof watchDirectory,
    depth = DEPTH,
  ) {
    this.#depth = depth;
    this.#watch = watch;
    this.#root = root;
    this.#wanted = wanted;
    this.#events = events;
  }

  get files(): number {
    return this.#files.size;
  }

  /** Looks through everything; settles when that is done. What changes meanwhile is looked at again. */
  scan(): Promise<void> {
    this.#again = true;
    this.#scanning ??= this.#scan().finally(() => (this.#scanning = null));
    return this.#scanning;
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#watches.values()) stop();
    this.#watches.clear();
  }

  async #scan(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      await this.#look(this.#root, 0);
    }
  }

  async #look(directory: string, depth: number): Promise<void> {
    // Watched first, read after: what is made in between is seen twice rather than not at all.
    if (!this.#watches.has(directory)) {
      const stop = this.#watch(directory, (name) => this.#changed(directory, name));
      this.#watches.set(directory, stop);
    }
    const entries = await readdir(directory, { withFileTypes: true }).catch(() => null);
    if (!entries) {
      // Gone, or closed to us: watched anew when it is there again.
      this.#watches.get(directory)?.();
      this.#watches.delete(directory);
      return;
    }
    for (const entry of entries) {
      if (this.#closed) return;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) {
        if (depth < this.#depth && !skipped.has(entry.name)) await this.#look(path, depth + 1);
      } else if (this.#wanted(entry.name) && !this.#files.has(path)) {
        this.#files.add(path);
        this.#events.found(path);
      }
    }
  }

  #changed(directory: string, name: string | null): void {
    if (this.#closed) return;
    const path = name === null ? null : join(directory, name);
    if (path !== null && this.#files.has(path)) return this.#events.changed(path);
    // A new file, or a directory whose name may look like anything. What it finds is its own affair.
    void this.scan();
  }
}
