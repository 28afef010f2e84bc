import type { SourceMark } from '../store/types.ts';

export interface StoredSource extends SourceMark {
  /** The build that the source was last read into. */
  readonly build: string;
}

/** Looks up how far a source was read, as it was committed with the events read from it. */
export interface SourceStore {
  source(id: string): StoredSource | null;
  /** Whether a source is there, where `source` may forget one that is asked for: this changes nothing. */
  has?(id: string): boolean;
}
