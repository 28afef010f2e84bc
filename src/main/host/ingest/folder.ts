import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { watchDirectory } from './directory-watch.ts';

export interface FolderEvents {
  /** A file is there that was not, with the time at which it was last written. */
  found(path: string, time: number): void;
  /** A known file may have changed, or may be gone. */
  changed(path: string): void;
}

const skipped = new Set(['node_modules', '.git']);
/** How far down a directory is looked through. */
const DEPTH = 12;

/**
 * Follows a directory and those within it: the files that are there, and those that come. A
 * directory that is not there yet is waited for.
 */
export class Folder {
  readonly #wanted: (path: string) => boolean;
  readonly #events: FolderEvents;
  readonly #watch: typeof watchDirectory;
  readonly #watches = new Map<string, () => void>();
  readonly #deaf = new Set<string>();
  /** Names of files, by directory. */
  readonly #files = new Map<string, Set<string>>();
  readonly #root: string;
  readonly #depth: number;
  #scanning: Promise<void> | null = null;
  #again = false;
  /** What is to be looked at for a change that was told, each once. */
  readonly #told = new Set<string>();
  #isLooking = false;
  #closed = false;

  constructor(
    root: string,
    wanted: (path: string) => boolean,
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
    let count = 0;
    for (const names of this.#files.values()) count += names.size;
    return count;
  }

  /** Whether the platform tells of changes everywhere in it. */
  get isHeard(): boolean {
    return this.#deaf.size === 0;
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
    const wasHeard = this.#listen(directory);
    let entries = await entriesOf(directory);
    // It may have come between the two.
    if (entries && !wasHeard && this.#listen(directory)) entries = await entriesOf(directory);
    if (this.#closed) return;
    if (!entries) {
      this.#lost(directory);
      if (directory === this.#root) await this.#waitForRoot();
      return;
    }
    const known = this.#files.get(directory);
    const names = new Set<string>();
    for (const entry of entries) {
      if (!entry.isDirectory() && this.#wanted(join(directory, entry.name))) names.add(entry.name);
    }
    if (names.size > 0) this.#files.set(directory, names);
    else this.#files.delete(directory);
    for (const name of known ?? []) {
      if (!names.has(name)) this.#events.changed(join(directory, name));
    }
    const fresh = [...names].filter((name) => !known?.has(name));
    await Promise.all(fresh.map((name) => this.#found(join(directory, name))));
    if (depth >= this.#depth) return;
    for (const entry of entries) {
      if (this.#closed) return;
      if (!entry.isDirectory() || skipped.has(entry.name)) continue;
      await this.#look(join(directory, entry.name), depth + 1);
    }
  }

  /** @throws what whoever is told throws: the file is then found again by the next scan */
  async #found(path: string): Promise<void> {
    const time = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    try {
      if (!this.#closed) this.#events.found(path, time);
    } catch (error) {
      this.#files.get(dirname(path))?.delete(basename(path));
      throw error;
    }
  }

  /** What fails is looked at again by the scans to come. */
  #scanAlone(): void {
    this.scan().catch(() => {});
  }

  /** @returns whether the platform tells of changes in it */
  #listen(directory: string): boolean {
    if (this.#watches.has(directory) || this.#closed) return true;
    const stop = this.#watch(
      directory,
      (name) => this.#changed(directory, name),
      () => this.#watches.delete(directory),
    );
    if (stop) {
      this.#watches.set(directory, stop);
      this.#deaf.delete(directory);
    } else this.#deaf.add(directory);
    return stop !== null;
  }

  #deafen(directory: string): void {
    this.#watches.get(directory)?.();
    this.#watches.delete(directory);
    this.#deaf.delete(directory);
  }

  /** Gone, or closed to us: watched anew when it is there again. */
  #lost(directory: string): void {
    const isIn = (path: string) => path === directory || path.startsWith(directory + sep);
    for (const path of [...this.#watches.keys(), ...this.#deaf].filter(isIn)) this.#deafen(path);
    for (const [path, names] of [...this.#files].filter(([path]) => isIn(path))) {
      this.#files.delete(path);
      for (const name of names) this.#events.changed(join(path, name));
    }
  }

  /** What it is made in is watched instead, so that it is seen as soon as it comes. */
  async #waitForRoot(): Promise<void> {
    let above = await nearestAbove(this.#root);
    for (;;) {
      this.#listen(above);
      // More of the way may have come before this was watched.
      const now = await nearestAbove(this.#root);
      if (now === above) break;
      this.#deafen(above);
      above = now;
    }
    if (await isDirectory(this.#root)) this.#scanAlone();
  }

  #changed(directory: string, name: string | null): void {
    if (this.#closed) return;
    if (!this.#isInside(directory)) {
      // Above the root: of interest only while the root is missing.
      this.#deafen(directory);
      this.#scanAlone();
    } else if (name === null) this.#scanAlone();
    else if (this.#files.get(directory)?.has(name)) this.#events.changed(join(directory, name));
    else {
      this.#told.add(join(directory, name));
      // The directory itself is told of by its own name.
      if (name === basename(directory)) this.#told.add(directory);
      void this.#lookAtTold().catch(() => {});
    }
  }

  async #lookAtTold(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      for (const path of this.#told) {
        this.#told.delete(path);
        if (!this.#closed) await this.#lookAt(path);
      }
    } finally {
      this.#isLooking = false;
    }
  }

  async #lookAt(path: string): Promise<void> {
    const depth = path.slice(this.#root.length).split(sep).length - 1;
    if (await isDirectory(path)) {
      // In the place of a file that was waited for.
      if (depth > this.#depth && this.#wanted(path)) this.#events.changed(path);
      if (depth > this.#depth || skipped.has(basename(path))) return;
      // It may be another one under the same name, which the watch does not see.
      this.#deafen(path);
      await this.#look(path, depth);
    } else if (this.#watches.has(path)) {
      this.#lost(path);
      if (path === this.#root) await this.#waitForRoot();
    } else if (this.#wanted(path)) await this.#arrived(path);
  }

  /** A file under a name that was not known. */
  async #arrived(path: string): Promise<void> {
    const directory = dirname(path);
    const names = this.#files.get(directory) ?? new Set();
    const isThere = await stat(path).then(
      (found) => found.isFile(),
      () => false,
    );
    if (!isThere || names.has(basename(path))) return;
    this.#files.set(directory, names.add(basename(path)));
    await this.#found(path);
  }

  #isInside(path: string): boolean {
    return path === this.#root || path.startsWith(this.#root + sep);
  }
}

const entriesOf = (directory: string) =>
  readdir(directory, { withFileTypes: true }).catch(() => null);

/** The nearest directory above a path that is there. */
async function nearestAbove(path: string): Promise<string> {
  const above = dirname(path);
  return above === dirname(above) || (await isDirectory(above)) ? above : nearestAbove(above);
}

const isDirectory = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
