import { type ListedBuild, noUserData, type UserData } from '../../../core/build/listed.ts';
import type { BuildSummary } from '../../../core/build/summary.ts';
import type { Channel } from '../../../core/sync/channel.ts';
import {
  buildStreamOf,
  type ListChange,
  type Stream,
  type WatcherReport,
} from '../../../core/sync/messages.ts';
import type { Announcement } from '../processor/publisher.ts';
import { BuildFrames, type BuildReads, PART_LENGTH } from './build-stream.ts';
import { Connection } from './connection.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { ListFrames } from './list-stream.ts';
import { unobserved } from './observer.ts';
import { Sender, type SenderWorld } from './sender.ts';
import type { Frames } from './watch.ts';

export type FeedWorld = SenderWorld;

export interface FeedOptions extends ConnectionOptions {
  /** Characters of one part of a snapshot; one that has no more is sent as one message. */
  readonly partLength: number;
  /** What the user says of a build. */
  readonly userDataOf: (build: string) => UserData;
}

export const feedDefaults: Omit<FeedOptions, 'host'> = {
  heartbeat: 2000,
  streams: 64,
  messageLength: 64 * 1024,
  partLength: PART_LENGTH,
  room: 8 * 1024 * 1024,
  observer: unobserved,
  userDataOf: () => noUserData,
};

/** The list changes with every event; its watchers hear of it this often, in milliseconds. */
const LIST_INTERVAL = 100;

/** Hears what has changed in the list. */
export type ListListener = (changes: readonly ListChange[]) => void;

/** The serving side: every connection of every watcher, over whatever transport. */
export class Feed {
  readonly #reads: BuildReads;
  readonly #world: FeedWorld;
  readonly #options: FeedOptions;
  readonly #connections = new Set<Connection>();
  readonly #frames = new Map<Stream, BuildFrames>();
  readonly #list: ListFrames;
  readonly #sender: Sender;
  readonly #changed = new Map<string, BuildSummary>();
  readonly #listeners = new Set<ListListener>();
  #cancelList: (() => void) | null = null;
  #cancelHeartbeat: () => void = () => {};

  /** @param options.host names this run: 16 hexadecimal digits, another one each time */
  constructor(
    reads: BuildReads,
    builds: readonly BuildSummary[],
    world: FeedWorld,
    options: Pick<FeedOptions, 'host'> & Partial<FeedOptions>,
  ) {
    this.#reads = reads;
    this.#world = world;
    this.#options = { ...feedDefaults, ...options };
    this.#sender = new Sender(world, this.#options.partLength);
    this.#list = new ListFrames(
      options.host,
      builds.map((summary) => this.#listed(summary)),
    );
    this.#beat();
  }

  get watchers(): number {
    return this.#connections.size;
  }

  /** Who watches what, a line a connection. */
  reports(): WatcherReport[] {
    return [...this.#connections].map((connection) => connection.report());
  }

  /** What was announced and is not acknowledged: on how many streams of watchers, and since when. */
  unacknowledged(): { streams: number; since: number | null } {
    const since = [...this.#connections].flatMap((connection) => connection.waiting());
    return { streams: since.length, since: since.length > 0 ? Math.min(...since) : null };
  }

  /** The list as its watchers have it, or are about to. */
  builds(): ListedBuild[] {
    this.#flushList();
    return this.#list.builds();
  }

  /** The user says something else of a build. */
  relist(build: string): void {
    this.#changeList(() => {
      const known = this.#list.get(build);
      if (known) this.#list.put(this.#listed(known));
    });
  }

  /** Takes builds out of the list, until they are put back or one of their events is announced. */
  unlist(builds: readonly string[]): void {
    this.#changeList(() => {
      for (const build of builds) this.#list.remove(build);
    });
  }

  /** Puts builds back. */
  list(builds: readonly BuildSummary[]): void {
    this.#changeList(() => {
      for (const summary of builds) this.#list.put(this.#listed(summary));
    });
  }

  /** Calls back when the list of builds has changed, as often as its watchers hear of it. @returns what ends that */
  onList(listener: ListListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Serves one connection until its channel closes. */
  accept(channel: Channel): void {
    const connection = new Connection(
      channel,
      (stream) => this.#framesOf(stream),
      this.#options,
      this.#sender,
    );
    this.#connections.add(connection);
    channel.onMessage((text) => {
      if (this.#connections.has(connection)) connection.receive(text);
    });
    channel.onClose(() => {
      this.#connections.delete(connection);
      connection.closed();
      this.#forgetUnwatched();
    });
  }

  /** Tells every watcher of the build, and marks the list. Synchronous: called between commits. */
  announce(announcement: Announcement): void {
    const stream = buildStreamOf(announcement.build);
    const { head, since } = announcement;
    for (const connection of this.#connections) connection.announce(stream, head.version, since);
    this.#changed.set(announcement.build, announcement.summary);
    this.#cancelList ??= this.#world.after(LIST_INTERVAL, () => this.#flushList());
  }

  summary(build: string): BuildSummary | null {
    return this.#changed.get(build) ?? this.#list.get(build);
  }

  /** Something is known of a build beside its events. */
  amend(build: string, change: (summary: BuildSummary) => BuildSummary): void {
    const summary = this.summary(build);
    if (!summary) return;
    this.#changed.set(build, change(summary));
    this.#flushList();
  }

  close(): void {
    this.#cancelHeartbeat();
    this.#cancelList?.();
    for (const connection of this.#connections) {
      connection.bye('closing', 'Ratchet is closing. Everything up to here is kept.', true);
    }
    this.#connections.clear();
  }

  #framesOf(stream: Stream): Frames {
    if (stream === 'builds') return this.#list;
    const known = this.#frames.get(stream);
    if (known) return known;
    // Here as well as at the end of a connection: one window may look at a thousand builds in turn,
    // and each has a snapshot in its frames.
    this.#forgetUnwatched();
    const frames = new BuildFrames(this.#reads, stream, this.#options.partLength);
    this.#frames.set(stream, frames);
    return frames;
  }

  #forgetUnwatched(): void {
    const watched = new Set([...this.#connections].flatMap(({ streams }) => [...streams]));
    for (const stream of this.#frames.keys()) {
      if (!watched.has(stream)) this.#frames.delete(stream);
    }
  }

  #listed(summary: BuildSummary): ListedBuild {
    return { ...summary, ...this.#options.userDataOf(summary.id) };
  }

  #flushList(): void {
    if (this.#changed.size > 0) this.#changeList(() => {});
    this.#cancelList?.();
    this.#cancelList = null;
  }

  /** What was announced before goes first. */
  #changeList(change: () => void): void {
    const before = this.#list.head().version;
    for (const summary of this.#changed.values()) this.#list.put(this.#listed(summary));
    this.#changed.clear();
    change();
    for (const connection of this.#connections) connection.pump('builds');
    if (this.#listeners.size === 0) return;
    const changes = this.#list.since(before);
    for (const listener of this.#listeners) listener(changes);
  }

  #beat(): void {
    this.#cancelHeartbeat = this.#world.after(this.#options.heartbeat, () => {
      for (const connection of this.#connections) connection.heartbeat();
      this.#beat();
    });
  }
}
