import type { SourceMark } from '../store/types.ts';
import { fileBuildId, shortHash } from './build-id.ts';
import { readFingerprint } from './fingerprint.ts';
import type { SourceStore, StoredSource } from './source-store.ts';

/** One session of a file, and how far it was recorded. */
export interface SessionMark {
  readonly id: string;
  readonly build: string;
  /** Records that end here or before are recorded; -1 where none is. */
  committed: number;
}

/**
 * The marks of one file: one a session, because every session is a build of its own and is
 * committed by itself. The mark of the first session is the file's: it is always committed last, so
 * that where it stands, the other sessions stand as well.
 */
export class FileMarks {
  readonly #path: string;
  readonly #sources: SourceStore;
  readonly #sessions = new Map<string | null, SessionMark>();
  /** Builds that this generation is known to have been read into. */
  readonly #builds = new Set<string>();
  #generation: number;

  constructor(path: string, sources: SourceStore) {
    this.#path = path;
    this.#sources = sources;
    this.#generation = 1;
    const has = (id: string) => sources.has?.(id) ?? sources.source(id) !== null;
    while (has(this.#idAt(this.#generation + 1))) this.#generation += 1;
    const { stored } = this;
    if (stored) this.#builds.add(stored.build);
  }

  /** The mark of the file in its present generation; null before anything of it was recorded. */
  get stored(): StoredSource | null {
    return this.#sources.source(this.#idAt(this.#generation));
  }

  /** Names the present generation of the file. */
  get id(): string {
    return this.#idAt(this.#generation);
  }

  /** Builds that this generation is known to have been read into. */
  get builds(): string[] {
    return [...this.#builds];
  }

  get first(): SessionMark | null {
    return this.#sessions.values().next().value ?? null;
  }

  /** The build of the first session in the present generation: the one it is read into, or will be. */
  buildOf(format: string): string {
    const known = this.first?.build ?? this.stored?.build;
    return known ?? fileBuildId(this.#path, format, null, this.#generation);
  }

  /** The file now holds something else: a source and builds of their own. */
  nextGeneration(): void {
    this.#generation += 1;
    this.#sessions.clear();
    this.#builds.clear();
  }

  /** Forgets what it knows of sessions, before the file is read again from its start. */
  again(): void {
    this.#sessions.clear();
  }

  of(session: string | null, format: string): SessionMark {
    const known = this.#sessions.get(session);
    if (known) return known;
    const isFirst = this.#sessions.size === 0;
    const id = isFirst ? this.id : `${this.id}#${shortHash(session ?? '', 16)}`;
    const stored = this.#sources.source(id);
    const mark = {
      id,
      build: stored?.build ?? fileBuildId(this.#path, format, session, this.#generation),
      committed: committedUpTo(stored),
    };
    this.#sessions.set(session, mark);
    this.#builds.add(mark.build);
    return mark;
  }

  #idAt(generation: number): string {
    const id = `file:${shortHash(this.#path, 32)}`;
    return generation === 1 ? id : `${id}~${generation}`;
  }
}

/** A last line that had no end when it was recorded ends one or two bytes later when it has one. */
function committedUpTo(stored: SourceMark | null): number {
  if (!stored) return -1;
  return stored.offset + (readFingerprint(stored.fingerprint)?.open ? 2 : 0);
}
