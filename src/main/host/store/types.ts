import type { BuildState } from '../../../core/build/state.ts';
import type { BuildSummary } from '../../../core/build/summary.ts';
import type { Head } from '../../../core/sync/messages.ts';

/** An event as the log holds it. `body` is the text that the digest was made of. */
export interface StoredEvent {
  readonly version: number;
  readonly digest: string;
  readonly at: number;
  readonly kind: string;
  readonly body: string;
}

export interface Payload {
  readonly key: string;
  readonly mime: string;
  readonly body: Buffer;
}

/** How far a source was read; committed together with the events that were read from it. */
export interface SourceMark {
  readonly id: string;
  readonly offset: number;
  readonly fingerprint: string;
}

/** What a producer sent under a key, and the head that it led to. */
export interface StoredReceipt extends Head {
  readonly key: string;
}

/** Everything that one refresh of one build makes durable, all of it or nothing. */
export interface Commit {
  readonly build: string;
  /** Where the log must stand before: a store that stands elsewhere refuses. */
  readonly base: Head;
  readonly head: Head;
  readonly events: readonly StoredEvent[];
  readonly payloads: readonly Payload[];
  readonly marks: readonly SourceMark[];
  readonly receipts: readonly StoredReceipt[];
  readonly summary: BuildSummary;
  readonly checkpoint: Checkpoint | null;
}

export interface Checkpoint {
  readonly state: BuildState;
  /** Positions of the chunks of nodes that changed since the checkpoint before. */
  readonly chunks: readonly number[];
}

/** A state read back, and the checkpoint that it was folded from. */
export interface LoadedState {
  readonly head: Head;
  readonly state: BuildState;
  readonly checkpoint: BuildState;
}

/**
 * The write side, asynchronous so that it may be slow, fail and come back late without harm.
 * A batch is durable as a whole when the promise settles.
 */
export interface EventSink {
  commit(batch: readonly Commit[]): Promise<void>;
}

/** The read side: synchronous, so that reading a log and joining its stream are one step (rule R8). */
export interface EventReads {
  head(build: string): Head | null;
  digestAt(build: string, version: number): string | null;
  /** Event bodies after version `from`, up to and with `to`. */
  bodies(build: string, from: number, to: number): string[];
  /** Their size together, in characters. */
  size(build: string, from: number, to: number): number;
  /**
   * The state at a version, or at the head. Null where the build or the version is not there.
   * @param later a later state of it, where one is at hand: what both share is not read
   */
  load(build: string, version?: number, later?: BuildState): LoadedState | null;
  /** Those of the keys that were taken, with the heads that they led to. */
  receipts(build: string, keys: readonly string[]): ReadonlyMap<string, Head>;
  builds(): BuildSummary[];
}
