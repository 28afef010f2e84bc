import type { WatchOutcome } from '../../../core/health.ts';
import type { Counters, Stream } from '../../../core/sync/messages.ts';

/** What a watcher told of one stream. */
export interface Told {
  /** The watcher's own name; empty where it gave none. */
  readonly watcher: string;
  readonly stream: Stream;
  readonly counters: Counters;
  /** What it told before on the same connection. */
  readonly before: Counters | null;
  /** It came to this connection with nothing: what it counts began there. */
  readonly fresh: boolean;
}

/** Is told of what the feed does as it happens: it must be quick, and not throw. */
export interface FeedObserver {
  /** Milliseconds, with fractions, of the clock by which events are handed over. */
  elapsed(): number;
  /** A watcher acknowledged what was announced, so many milliseconds after it was handed over. */
  delivered(milliseconds: number): void;
  /** A watcher left before it acknowledged so many announcements. */
  abandoned(announcements: number): void;
  /** A question was answered: the first about its stream on its connection, or a further one. */
  answered(first: boolean, outcome: WatchOutcome): void;
  told(told: Told): void;
  /** A connection was cut that asked for more than it read. */
  cut(): void;
  unreadable(stream: Stream, error: unknown): void;
}

export const unobserved: FeedObserver = {
  elapsed: () => 0,
  delivered: () => {},
  abandoned: () => {},
  answered: () => {},
  told: () => {},
  cut: () => {},
  unreadable: () => {},
};
