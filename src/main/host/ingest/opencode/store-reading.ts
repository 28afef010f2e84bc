import { stat } from 'node:fs/promises';
import { openCodeStore } from '../../../../core/agents/opencode/adapters.ts';
import { publishPatiently } from '../publish-patiently.ts';
import type { Reading } from '../reading.ts';
import type { TailOptions } from '../tail-options.ts';
import { type SessionOptions, StoreSession } from './session.ts';
import { OpenCodeStore, type SessionRow } from './store.ts';

/** A session in which nothing has happened for so long is let go: it is read again if it goes on. */
const IDLE_MS = 60 * 60_000;

interface Known {
  /** Null where the session is recorded, and held in no memory. */
  session: StoreSession | null;
  updated: number;
}

/**
 * The store of OpenCode: any number of sessions in one SQLite file, each a build. The newest are
 * recorded first, and one that changes goes before those that have not been read yet.
 */
export class StoreReading implements Reading {
  readonly format = openCodeStore.format;
  readonly isIgnored = false;
  /** It asks by itself now and then: that costs next to nothing. */
  readonly isResting = false;
  readonly #options: TailOptions;
  readonly #signal: AbortSignal;
  readonly #onReading: () => void;
  readonly #session: SessionOptions;
  #store: OpenCodeStore | null = null;
  #identity = '';
  #version = -1;
  #latest: string | null = null;
  readonly #known = new Map<string, Known>();
  readonly #builds = new Set<string>();
  #bytes = 0;

  constructor(options: TailOptions, signal: AbortSignal, onReading: () => void) {
    this.#options = options;
    this.#signal = signal;
    this.#onReading = onReading;
    const { path, publisher, sources, world } = options;
    this.#session = {
      path,
      sources,
      now: () => world.now(),
      closed: () => signal.aborted,
      send: (...sent) => publishPatiently(publisher, ...sent, signal),
    };
  }

  get builds(): readonly string[] {
    return [...this.#builds];
  }

  /** The size of the store, once it is recorded. */
  get offset(): number {
    return this.#bytes;
  }

  forget(): void {
    this.#version = -1;
  }

  startOver(): void {
    this.#known.clear();
    this.#latest = null;
    this.close();
  }

  close(): void {
    this.#store?.close();
    this.#store = null;
    this.#version = -1;
  }

  async pass(): Promise<boolean | null> {
    const found = await stat(this.#options.path);
    if (!found.isFile()) return null;
    const identity = `${found.dev}:${found.ino}`;
    if (identity !== this.#identity) this.startOver();
    this.#identity = identity;
    const store = (this.#store ??= new OpenCodeStore(this.#options.path));
    let grew = false;
    let due: SessionRow[] = [];
    while (!this.#signal.aborted) {
      const { version } = store;
      if (version !== this.#version) due = this.#due(store, due);
      this.#version = version;
      const next = due.shift();
      if (!next) break;
      if (await this.#read(store, next)) grew = true;
      // There may be thousands, and most of them take no wait of their own.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#bytes = found.size;
    return grew;
  }

  /** Sessions that may have changed: those that surely have before those that were not read yet. */
  #due(store: OpenCodeStore, waiting: readonly SessionRow[]): SessionRow[] {
    const latest = store.latestMessage();
    const told = new Set(this.#latest === null ? [] : store.sessionsSince(this.#latest));
    this.#latest = latest;
    const unread = new Set(waiting.map(({ id }) => id));
    const rows = store.sessions();
    const hasChanged = ({ id, time_updated }: SessionRow) => {
      const known = this.#known.get(id);
      return told.has(id) || (known && (known.session || known.updated !== time_updated));
    };
    const changed = rows.filter(hasChanged);
    const others = rows.filter(
      (row) => !hasChanged(row) && (unread.has(row.id) || !this.#known.has(row.id)),
    );
    return [...changed, ...others];
  }

  async #read(store: OpenCodeStore, row: SessionRow): Promise<boolean> {
    const known = this.#known.get(row.id);
    const session = known?.session ?? new StoreSession(row.id, this.#session);
    this.#builds.add(session.build);
    const isRecorded = !known && session.isRecorded(store, row);
    if (!isRecorded && !known?.session) this.#onReading();
    const grew = isRecorded ? false : await session.read(store, row);
    const isIdle = this.#options.world.now() - session.latest > IDLE_MS;
    const keeps = isRecorded || isIdle ? null : session;
    this.#known.set(row.id, { session: keeps, updated: row.time_updated });
    return grew;
  }
}
