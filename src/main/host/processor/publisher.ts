import type { BuildEvent } from '../../../core/build/event.ts';
import type { BuildSummary } from '../../../core/build/summary.ts';
import type { Backoff } from '../../../core/sync/backoff.ts';
import type { Head, Trace } from '../../../core/sync/messages.ts';
import type { Payload, SourceMark } from '../store/types.ts';
import type { Receipt } from './mailbox.ts';

export type { Receipt };

export interface PublishOptions {
  /** The same key of the same build is taken once, however often it is sent. */
  readonly key?: string;
  readonly source?: SourceMark;
  readonly trace?: Trace;
  /**
   * Events that a log held before, with the bodies that were set apart from them: they are recorded
   * as they are, so that they have the digests that they had.
   */
  readonly recorded?: { readonly payloads: readonly Payload[] };
}

export interface Publisher {
  /**
   * Hands events over; settles when they are durable. Events of a build are numbered in the order
   * of the calls, and nobody has to wait for one call to make the next.
   * @throws RatchetError (rejects) mailbox-full, retryable; closing
   */
  publish(build: string, events: readonly BuildEvent[], options?: PublishOptions): Promise<Receipt>;
  /** Settles when the mailbox of the build has room again. */
  drained(build: string): Promise<void>;
}

export interface ProcessorWorld {
  now(): number;
  random(): number;
  /** Settles in a later turn of the event loop: what arrives until then shares a commit. */
  turn(): Promise<void>;
  after(milliseconds: number, callback: () => void): () => void;
}

export interface ProcessorOptions {
  readonly retry: Backoff;
  /** Bytes that may wait in one mailbox before it refuses more. */
  readonly mailboxBytes: number;
  /** Builds kept in memory though nothing waits in their mailbox. */
  readonly warmBuilds: number;
  /** Events after which a round takes no more: it holds the event loop. What came in one call is never parted. */
  readonly roundEvents: number;
}

export const processorDefaults: ProcessorOptions = {
  retry: { first: 100, limit: 10_000 },
  mailboxBytes: 32 * 1024 * 1024,
  warmBuilds: 64,
  roundEvents: 128,
};

/** A change of a build that has become durable. */
export interface Announcement {
  readonly build: string;
  readonly base: Head;
  readonly head: Head;
  readonly summary: BuildSummary;
  /** When its oldest event was handed to `publish`, by the observer's clock. */
  readonly since: number;
}

export interface ProcessorHealth {
  refreshes: number;
  events: number;
  failedCommits: number;
  /** Builds whose events wait for a commit that has failed at least once. */
  notDurable: number;
  /** Versions announced that did not follow from the one before: must stay 0. */
  outOfOrder: number;
}
