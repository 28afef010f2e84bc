import type { Head, Trace } from '../../../core/sync/messages.ts';

/** A refresh that is durable and announced. Times are those of the observer's own clock. */
export interface Refreshed {
  readonly build: string;
  readonly base: Head;
  readonly head: Head;
  readonly events: number;
  /** When its letters were taken. */
  readonly takenAt: number;
  /** Milliseconds of the commit that made it durable. */
  readonly commitTime: number;
  /** The trace contexts that came with its letters. */
  readonly traces: readonly Trace[];
  /** Whether it followed from the version announced before. */
  readonly inOrder: boolean;
}

/** Is told of what the processor does as it happens, between commits: it must be quick, and not throw. */
export interface ProcessorObserver {
  /** Milliseconds, with fractions, of a clock that never goes back. */
  elapsed(): number;
  /** A round took so many events. */
  took(events: number): void;
  /** A commit succeeded in so many milliseconds. */
  committed(milliseconds: number): void;
  /** The events of a build could not be written, for the first time or again. */
  failed(build: string, attempts: number, error: unknown): void;
  refreshed(refreshed: Refreshed): void;
}

export const unobserved: ProcessorObserver = {
  elapsed: () => 0,
  took: () => {},
  committed: () => {},
  failed: () => {},
  refreshed: () => {},
};
