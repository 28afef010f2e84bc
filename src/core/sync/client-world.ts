import type { Backoff } from './backoff.ts';
import type { Channel } from './channel.ts';

/** What a client needs of the world; passed in, so that tests own the network and the clock. */
export interface ClientWorld {
  /** Opens a new channel, or rejects: for good with a RatchetError that is not retryable. */
  connect(): Promise<Channel>;
  /** Calls back after some milliseconds; returns what cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
  now(): number;
  /** A number from 0 up to 1. */
  random(): number;
  /** What kind of watcher it is: `window`, `browser` … */
  readonly name: string;
  /** Names this watcher over all its connections. */
  readonly watcher: string;
  readonly backoff: Backoff;
}
