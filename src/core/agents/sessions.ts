import type { Json } from '../build/content.ts';
import type { BuildEvent } from '../build/event.ts';
import { type AnyAdapter, sessionReader } from './adapter.ts';
import { readRecord } from './registry.ts';

/** What came of one record. */
export interface SessionReading {
  /** The agent's own name of the session that the record belongs to, where the stream tells. */
  readonly session: string | null;
  readonly events: readonly BuildEvent[];
  /**
   * Offset in the source just after the record, in bytes. What adapters owe at the end of the source
   * has an offset of its own, one after the last byte.
   */
  readonly end: number;
  /** When the agent says that it happened, in milliseconds since the epoch. */
  readonly at: number | null;
}

/** Records to wait for the first that names its session; a stream without one is a session as well. */
const PATIENCE = 50;

/**
 * Reads the records of one source, each with the adapter state of its session. A record that names
 * no session belongs to the one before it; those before the first named one belong to that.
 */
export class Sessions {
  readonly #adapter: AnyAdapter;
  readonly #path: string | undefined;
  readonly #states = new Map<string | null, unknown>();
  readonly #sessionOf: ((record: Json) => string | null) | null;
  #session: string | null = null;
  #waiting: { value: Json | null; events: readonly BuildEvent[]; end: number; at: number }[] | null;

  /** @param path of the file that the records stand in, where it is one */
  constructor(adapter: AnyAdapter, path?: string) {
    this.#adapter = adapter;
    this.#path = path;
    this.#sessionOf = sessionReader(adapter);
    this.#waiting = this.#sessionOf ? [] : null;
  }

  /** Sessions that a record was read of. */
  get count(): number {
    return this.#states.size;
  }

  get format(): string {
    return this.#adapter.format;
  }

  read(value: Json, end: number, at: number): SessionReading[] {
    const parts = this.#adapter.split?.(value) ?? [value];
    return parts.flatMap((part) => this.#readPart(part, end, at));
  }

  #readPart(value: Json, end: number, at: number): SessionReading[] {
    const session = this.#sessionOf?.(value) ?? null;
    if (session !== null) {
      this.#session = session;
      return [...this.settle(), this.#read(value, end, at)];
    }
    if (!this.#waiting) return [this.#read(value, end, at)];
    return this.#wait({ value, events: [], end, at });
  }

  /** Events that come of no record. */
  add(events: readonly BuildEvent[], end: number): SessionReading[] {
    if (!this.#waiting) return [{ session: this.#session, events, end, at: null }];
    return this.#wait({ value: null, events, end, at: 0 });
  }

  /** What waits for a session belongs to the present one, whether it has a name or not. */
  settle(): SessionReading[] {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    return waiting.map(({ value, events, end, at }) =>
      value === null
        ? { session: this.#session, events, end, at: null }
        : this.#read(value, end, at),
    );
  }

  /** What is owed at the end of the source. */
  end(end: number, at: number): SessionReading[] {
    return [...this.#states].flatMap(([session, state]) => {
      const events = this.#adapter.end?.(state, at).events ?? [];
      return events.length > 0 ? [{ session, events, end, at: null }] : [];
    });
  }

  #wait(record: { value: Json | null; events: readonly BuildEvent[]; end: number; at: number }) {
    this.#waiting?.push(record);
    return (this.#waiting?.length ?? 0) < PATIENCE ? [] : this.settle();
  }

  #read(value: Json, end: number, at: number): SessionReading {
    const session = this.#session;
    const state = this.#states.has(session)
      ? this.#states.get(session)
      : this.#adapter.initial(this.#path);
    const step = readRecord(this.#adapter, state, { value, at });
    this.#states.set(session, step.state);
    const told = step.events.find((event) => event.at !== at)?.at ?? null;
    return { session, events: step.events, end, at: told };
  }
}
