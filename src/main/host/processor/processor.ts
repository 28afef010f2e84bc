import type { BuildEvent } from '../../../core/build/event.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { backoffDelay } from '../../../core/sync/backoff.ts';
import { GENESIS } from '../../../core/sync/digest.ts';
import type { Head } from '../../../core/sync/messages.ts';
import type { EventReads, EventSink } from '../store/types.ts';
import { closing, full, notDurable } from './errors.ts';
import type { Letter, Mailbox, Refresh } from './mailbox.ts';
import { Mailboxes } from './mailboxes.ts';
import { type ProcessorObserver, unobserved } from './observer.ts';
import { prepareEvent } from './prepare.ts';
import {
  type Announcement,
  processorDefaults,
  type ProcessorHealth,
  type ProcessorOptions,
  type ProcessorWorld,
  type Publisher,
  type PublishOptions,
  type Receipt,
} from './publisher.ts';
import { recall, remember } from './recent.ts';
import { makeRefresh } from './refresh.ts';

type Taken = readonly [Mailbox, Refresh];
/** With the milliseconds that its commit took. */
type Done = readonly [...Taken, number];

/** What a letter costs whatever it holds: a mailbox with letters is never taken for an idle one. */
const LETTER_COST = 64;

/**
 * Takes events, commits them, folds them, announces them: one refresh at a time.
 *
 * There is one loop. It takes what waits in the mailboxes, commits it in one transaction, then makes it
 * visible and announces it without an `await` between. What arrives meanwhile, and what is more than
 * one round should hold the event loop for, waits in its mailbox and is taken by the next round, so that
 * no caller ever waits for another caller and then starts: order needs no lock.
 */
export class Processor implements Publisher {
  readonly health: ProcessorHealth = {
    refreshes: 0,
    events: 0,
    failedCommits: 0,
    notDurable: 0,
    outOfOrder: 0,
  };

  readonly #sink: EventSink;
  readonly #reads: EventReads;
  readonly #world: ProcessorWorld;
  readonly #options: ProcessorOptions;
  readonly #announce: (announcement: Announcement) => void;
  readonly #observer: ProcessorObserver;
  readonly #mailboxes: Mailboxes;
  readonly #dirty = new Set<Mailbox>();
  readonly #retries = new Set<() => void>();
  #loop: Promise<void> | null = null;
  #closing = false;

  constructor(
    store: { sink: EventSink; reads: EventReads },
    world: ProcessorWorld,
    announce: (announcement: Announcement) => void,
    options: Partial<ProcessorOptions> = {},
    observer: ProcessorObserver = unobserved,
  ) {
    this.#sink = store.sink;
    this.#reads = store.reads;
    this.#world = world;
    this.#announce = announce;
    this.#options = { ...processorDefaults, ...options };
    this.#observer = observer;
    this.#mailboxes = new Mailboxes({
      load: (build) => this.#reads.load(build),
      warm: this.#options.warmBuilds,
      isBusy: (mailbox) => mailbox.waitingBytes > 0 || this.#dirty.has(mailbox),
    });
  }

  publish(
    build: string,
    events: readonly BuildEvent[],
    options: PublishOptions = {},
  ): Promise<Receipt> {
    return new Promise((resolve, reject) => {
      if (this.#closing) throw closing();
      const mailbox = this.#mailboxes.open(build);
      const now = this.#world.now();
      const { source, trace, recorded } = options;
      const payloads = recorded?.payloads ?? [];
      // What a log held keeps its dates, whatever the clock says now.
      const prepared = events.map((event) => prepareEvent(event, recorded ? Infinity : now));
      const apart = payloads.reduce((sum, { body }) => sum + body.length, LETTER_COST);
      const cost = prepared.reduce((sum, event) => sum + event.cost, apart);
      // A single letter over the limit is let in alone: it could never be sent otherwise.
      if (mailbox.waitingBytes > 0 && mailbox.waitingBytes + cost > this.#options.mailboxBytes) {
        throw full(build);
      }
      mailbox.waitingBytes += cost;
      // As the log will have it: half a surrogate pair does not survive UTF-8, and two keys that are
      // one in the log would make a commit that fails for ever.
      const key = options.key === undefined ? undefined : Buffer.from(options.key).toString();
      const at = this.#observer.elapsed();
      const taken = { events: prepared, payloads, key, mark: source, trace };
      const letter = { ...taken, cost, at, resolve, reject };
      mailbox.letters.push(letter);
      this.#wake(mailbox);
    });
  }

  drained(build: string): Promise<void> {
    const mailbox = this.#mailboxes.known(build);
    if (!mailbox || !this.#isFull(mailbox)) return Promise.resolve();
    return new Promise((resolve) => mailbox.waitingForRoom.push(resolve));
  }

  /** The head of a build as announced, without a read of its state. */
  head(build: string): Head {
    // A build whose refresh is under way is in memory: what the store has is announced.
    const known = this.#mailboxes.known(build)?.head ?? this.#reads.head(build);
    return known ?? { version: 0, digest: GENESIS };
  }

  /** The head and state of a build as announced; version 0 where there is no such build. */
  view(build: string): {
    readonly head: Head;
    readonly state: BuildState;
    readonly trace: Mailbox['recent']['trace'];
  } {
    const { head, state, recent } = this.#mailboxes.open(build);
    return { head, state, trace: recent.trace };
  }

  /** The same where it is in memory, which this does not change; else null. */
  recalled(build: string): { readonly head: Head; readonly state: BuildState } | null {
    return this.#mailboxes.known(build) ?? null;
  }

  /** Forgets what it holds of a build. @returns whether it may: not while something waits to be committed */
  forget(build: string): boolean {
    return this.#mailboxes.forget(build);
  }

  /** Event bodies after `from` up to `to`, from memory where they are there. */
  bodies(build: string, from: number, to: number): string[] {
    const recent = this.#mailboxes.known(build)?.recent;
    return (recent && recall(recent, from, to)) ?? this.#reads.bodies(build, from, to);
  }

  /** Takes no more, commits what waits (once more where it failed), and stops. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const cancel of this.#retries) cancel();
    this.#retries.clear();
    await this.#loop;
    for (const mailbox of this.#mailboxes.all()) if (mailbox.failed) this.#dirty.add(mailbox);
    if (this.#dirty.size > 0) await this.#run();
    for (const mailbox of this.#mailboxes.all()) this.#abandon(mailbox);
  }

  #wake(mailbox: Mailbox): void {
    // A build whose commit failed waits for its retry: its letters go after the failed ones.
    if (mailbox.failed) return;
    this.#dirty.add(mailbox);
    this.#loop ??= this.#run();
  }

  async #run(): Promise<void> {
    while (this.#dirty.size > 0) {
      await this.#world.turn();
      const { done, failed } = await this.#commit(this.#take());
      // From here to the end of the round nothing awaits: visible, announced, answered.
      for (const entry of done) this.#complete(...entry);
      for (const [mailbox, refresh, error] of failed) this.#fail(mailbox, refresh, error);
    }
    this.#loop = null;
  }

  #take(): Taken[] {
    const taken: Taken[] = [];
    const now = this.#world.now();
    const at = this.#observer.elapsed();
    const { roundEvents } = this.#options;
    let events = 0;
    for (const mailbox of this.#dirty) {
      // Who is left comes first in the next round.
      if (events >= roundEvents) break;
      this.#dirty.delete(mailbox);
      const known = (keys: readonly string[]) => this.#reads.receipts(mailbox.build, keys);
      try {
        const refresh =
          mailbox.failed?.refresh ?? makeRefresh(mailbox, known, now, at, roundEvents - events);
        taken.push([mailbox, refresh]);
        events += refresh.commit.events.length;
      } catch (error) {
        this.#fail(mailbox, null, error);
      }
    }
    this.#observer.took(events);
    return taken;
  }

  /** All builds in one transaction; if that fails, each alone, so that none pays for another. */
  async #commit(taken: readonly Taken[]) {
    const done: Done[] = [];
    const failed: [...Taken, unknown][] = [];
    const attempt = async (entries: readonly Taken[]) => {
      const began = this.#observer.elapsed();
      try {
        await this.#sink.commit(entries.map(([, refresh]) => refresh.commit));
        const took = this.#observer.elapsed() - began;
        this.#observer.committed(took);
        for (const entry of entries) done.push([...entry, took]);
      } catch (error) {
        this.health.failedCommits += 1;
        const [only, ...more] = entries;
        if (only && more.length === 0) failed.push([...only, error]);
        else for (const entry of entries) await attempt([entry]);
      }
    };
    if (taken.length > 0) await attempt(taken);
    return { done, failed };
  }

  #complete(mailbox: Mailbox, refresh: Refresh, commitTime: number): void {
    const { build } = mailbox;
    const { base, head, events, checkpoint, summary } = refresh.commit;
    const { letters, takenAt } = refresh;
    const inOrder = base.version === mailbox.head.version;
    if (!inOrder) this.health.outOfOrder += 1;
    mailbox.head = head;
    mailbox.state = refresh.state;
    if (checkpoint) mailbox.checkpoint = refresh.state;
    remember(
      mailbox.recent,
      base.version,
      events.map(({ body }) => body),
    );
    if (refresh.trace) mailbox.recent.trace = { version: head.version, trace: refresh.trace };
    this.#setFailed(mailbox, null);
    this.health.refreshes += 1;
    this.health.events += events.length;
    if (events.length > 0) {
      // Letters are in the order in which they came: the first is the oldest.
      this.#announce({ build, base, head, summary, since: letters[0]?.letter.at ?? takenAt });
    }
    const traces = refresh.trace ? letters.flatMap(({ letter }) => letter.trace ?? []) : [];
    const made = { build, base, head, events: events.length, takenAt, commitTime, traces, inOrder };
    this.#observer.refreshed(made);
    this.#release(
      mailbox,
      letters.map(({ letter }) => letter),
    );
    for (const { letter, receipt } of letters) letter.resolve(receipt);
    if (mailbox.letters.length > 0) this.#dirty.add(mailbox);
  }

  /** Keeps the refresh as it is and tries it again later: same events, same versions. */
  #fail(mailbox: Mailbox, refresh: Refresh | null, error: unknown): void {
    const attempts = (mailbox.failed?.attempts ?? 0) + 1;
    this.#setFailed(mailbox, { refresh, attempts, error });
    this.#observer.failed(mailbox.build, attempts, error);
    if (this.#closing) return;
    const delay = backoffDelay(this.#options.retry, attempts - 1, this.#world.random());
    const cancel = this.#world.after(delay, () => {
      this.#retries.delete(cancel);
      this.#dirty.add(mailbox);
      this.#loop ??= this.#run();
    });
    this.#retries.add(cancel);
  }

  #setFailed(mailbox: Mailbox, failed: Mailbox['failed']): void {
    this.health.notDurable += (failed ? 1 : 0) - (mailbox.failed ? 1 : 0);
    mailbox.failed = failed;
  }

  #isFull(mailbox: Mailbox): boolean {
    return mailbox.waitingBytes > this.#options.mailboxBytes / 2;
  }

  #release(mailbox: Mailbox, letters: readonly Letter[]): void {
    for (const { cost } of letters) mailbox.waitingBytes -= cost;
    if (this.#isFull(mailbox)) return;
    for (const resume of mailbox.waitingForRoom.splice(0)) resume();
  }

  #abandon(mailbox: Mailbox): void {
    const failed = mailbox.failed;
    const waiting = [
      ...(failed?.refresh?.letters.map(({ letter }) => letter) ?? []),
      ...mailbox.letters.splice(0),
    ];
    for (const letter of waiting) letter.reject(failed ? notDurable(failed.error) : closing());
    for (const resume of mailbox.waitingForRoom.splice(0)) resume();
  }
}
