import type { FeedObserver } from './observer.ts';

export interface ConnectionOptions {
  /** Names this run of the host. */
  readonly host: string;
  /** Interval of `head` messages, in milliseconds. */
  readonly heartbeat: number;
  /** Streams that one connection may watch at once. */
  readonly streams: number;
  /** Length of a message from a watcher, in UTF-16 units. */
  readonly messageLength: number;
  /** Bytes that may wait in a watcher's socket before parts of a snapshot wait for it to read. */
  readonly room: number;
  readonly observer: FeedObserver;
  /** Counts the changes of the settings; told with the heartbeats. */
  readonly settings?: () => number;
}
