import type { Publisher } from '../processor/publisher.ts';
import type { AgentReader } from './agent-reader.ts';
import type { Gate } from './gate.ts';
import type { Unfolder } from './open-session.ts';
import type { SourceStore } from './source-store.ts';
import type { TailReport } from './tail-status.ts';

export interface TailWorld {
  now(): number;
  /** Calls back after some milliseconds; returns what cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

export interface TailOptions {
  /** The real path of the file. */
  readonly path: string;
  readonly publisher: Publisher;
  readonly sources: SourceStore;
  /** A reader for the file from its start; of the format that it was read as before, if it was. */
  readonly newReader: (format: string | undefined) => AgentReader;
  readonly world: TailWorld;
  readonly onReport?: (report: TailReport) => void;
  /** Shared by tails that must not all read at the same time. */
  readonly gate?: Gate;
  /** When the file was last written, as far as is known: the newest are read first. */
  readonly time?: number;
  /** What is there now is all that is wanted: a last line without an end is not waited for. */
  readonly once?: boolean;
  /** Unfolds compressed files; that of this Node.js, or null where it has none. */
  readonly unfolder?: Unfolder | null;
  /** Bytes read at once. */
  readonly chunkBytes?: number;
  /** Bytes read, of a file that has more, before what they told is recorded. */
  readonly commitBytes?: number;
  /** First and longest interval at which a quiet file is looked at without being asked to. */
  readonly pollMs?: readonly [first: number, limit: number];
}
