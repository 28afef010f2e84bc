import type { BuildEvent } from '../../../../core/build/event.ts';
import type { Json } from '../../../../core/build/content.ts';
import { openCodeStore } from '../../../../core/agents/opencode/adapters.ts';
import { readRecord } from '../../../../core/agents/registry.ts';
import type { PublishOptions } from '../../processor/publisher.ts';
import { fileBuildId, shortHash } from '../build-id.ts';
import { hashOf, readFingerprint, writeFingerprint } from '../fingerprint.ts';
import type { SourceStore } from '../source-store.ts';
import { records } from './records.ts';
import type { OpenCodeStore, SessionRow, StoreRow } from './store.ts';

/** Messages at the end of which parts may still change. */
const RECENT = 2;

export interface SessionOptions {
  readonly path: string;
  readonly sources: SourceStore;
  readonly now: () => number;
  readonly closed: () => boolean;
  readonly send: (
    build: string,
    events: readonly BuildEvent[],
    options: PublishOptions,
  ) => Promise<unknown>;
}

/**
 * One session of a store. Its rows are rewritten in their place, so what was read before cannot be
 * read again as it was then: every event is published under a key of what it says, and one that is
 * recorded already is answered as a duplicate. What the session looked like when it was last
 * recorded is committed with its last events, so that one that has not changed is not read at all.
 */
export class StoreSession {
  readonly build: string;
  readonly #id: string;
  readonly #source: string;
  readonly #options: SessionOptions;
  /** Rows as they were read, by id. */
  readonly #seen = new Map<string, string>();
  /** How often each event was told. */
  readonly #told = new Map<string, number>();
  #state: ReturnType<typeof openCodeStore.initial> = openCodeStore.initial();
  #head = '';
  /** When its latest message was last written. */
  #latest = 0;

  constructor(id: string, options: SessionOptions) {
    this.#id = id;
    this.#options = options;
    this.build = fileBuildId(options.path, openCodeStore.format, id, 1);
    this.#source = `opencode:${shortHash(options.path, 32)}#${shortHash(id, 16)}`;
  }

  /** When something last happened in it, as far as has been looked. */
  get latest(): number {
    return this.#latest;
  }

  /** Whether it was recorded in an earlier run just as it is. */
  isRecorded(store: OpenCodeStore, row: SessionRow): boolean {
    const stored = this.#options.sources.source(this.#source);
    if (!stored) return false;
    return readFingerprint(stored.fingerprint)?.tailHash === this.#look(store, row).hash;
  }

  /** Records what is new. @returns whether anything was */
  async read(store: OpenCodeStore, row: SessionRow): Promise<boolean> {
    const { messages, hash } = this.#look(store, row);
    if (hash === this.#head) return false;
    await this.#take(records.session(row), row.time_updated, row.time_updated);
    for (const [index, message] of messages.entries()) {
      if (this.#options.closed()) return true;
      const isOld = index < messages.length - RECENT;
      if (isOld && this.#seen.get(message.id) === markOf(message)) continue;
      await this.#readMessage(store, message);
    }
    await this.#send([], row.time_updated, hash);
    this.#head = hash;
    return true;
  }

  /** What the session looks like: all its messages, and the parts that may still change. */
  #look(store: OpenCodeStore, row: SessionRow) {
    const messages = store.messages(this.#id);
    const parts = messages.slice(-RECENT).flatMap(({ id }) => store.parts(id));
    this.#latest = Math.max(row.time_updated, ...messages.slice(-RECENT).map(timeOf));
    const rows = [...messages, ...parts].map((one) => [one.id, markOf(one)]);
    const hash = hashOf(Buffer.from(JSON.stringify([row.title, row.time_updated, rows])));
    return { messages, hash };
  }

  async #readMessage(store: OpenCodeStore, message: StoreRow): Promise<void> {
    // Read before its parts: a message that says it is over has all of them by then.
    const data = store.data('message', message.id);
    const parts = store.parts(message.id).filter((part) => this.#isNew(part));
    if (!this.#isNew(message) && parts.length === 0) return;
    const said = parts.map((part) => [part.id, store.data('part', part.id)] as const);
    for (const one of [message, ...parts]) this.#seen.set(one.id, markOf(one));
    if (data === null) return;
    const at = Math.max(message.time_updated, ...parts.map((part) => part.time_updated));
    await this.#take(records.message(this.#id, message.id, data, said), at, message.time_updated);
  }

  #isNew(row: StoreRow): boolean {
    return this.#seen.get(row.id) !== markOf(row);
  }

  async #take(value: Json, at: number, offset: number): Promise<void> {
    const { state, events } = readRecord(openCodeStore, this.#state, { value, at });
    this.#state = state;
    await this.#send(events, offset, '');
  }

  /** @param whole what it looks like, where it is recorded in full */
  async #send(events: readonly BuildEvent[], offset: number, whole: string): Promise<void> {
    const { send } = this.#options;
    const fingerprint = writeFingerprint({
      format: openCodeStore.format,
      headHash: hashOf(Buffer.from(this.#id)),
      tailBytes: 0,
      tailHash: whole,
      open: false,
    });
    const source = { id: this.#source, offset, fingerprint };
    if (events.length === 0 && whole !== '') await send(this.build, [], { source });
    // Handed over one after the other, and waited for together: they share a commit.
    await Promise.all(
      events.map((event) => send(this.build, [event], { key: this.#keyOf(event), source })),
    );
  }

  #keyOf(event: BuildEvent): string {
    // Its time may be that of its arrival.
    const hash = hashOf(Buffer.from(JSON.stringify({ ...event, at: 0 })));
    const count = (this.#told.get(hash) ?? 0) + 1;
    this.#told.set(hash, count);
    return `store:${hash}:${count}`;
  }
}

const timeOf = ({ time_updated }: StoreRow) => time_updated;
const markOf = ({ time_updated, bytes }: StoreRow) => `${time_updated}:${bytes}`;
