import { type BuildState, emptyState } from '../../../core/build/state.ts';
import { GENESIS } from '../../../core/sync/digest.ts';
import type { Head, Trace } from '../../../core/sync/messages.ts';
import { type Recent, newRecent } from './recent.ts';
import type { PreparedEvent } from './prepare.ts';
import type { Commit, LoadedState, Payload, SourceMark } from '../store/types.ts';

/** What became of a publication. `duplicate`: the key was known, and nothing was added. */
export interface Receipt extends Head {
  readonly duplicate: boolean;
}

/** One call of `publish`, waiting for its refresh. */
export interface Letter {
  readonly events: readonly PreparedEvent[];
  /** Bodies that were set apart from the events before they came here. */
  readonly payloads: readonly Payload[];
  readonly key: string | undefined;
  readonly mark: SourceMark | undefined;
  readonly trace: Trace | undefined;
  readonly cost: number;
  /** When it was handed to `publish`, by the observer's clock. */
  readonly at: number;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}

/** A refresh that is ready to be committed, and what to do when it is. */
export interface Refresh {
  readonly commit: Commit;
  readonly state: BuildState;
  readonly letters: readonly { readonly letter: Letter; readonly receipt: Receipt }[];
  readonly trace: Trace | undefined;
  /** When the letters were taken, by the observer's clock. */
  readonly takenAt: number;
}

/** A build in memory: where its log stands, what waits for the next refresh, who waits for room. */
export interface Mailbox {
  readonly build: string;
  head: Head;
  state: BuildState;
  /** State of the latest checkpoint: its chunks are those that need not be written again. */
  checkpoint: BuildState;
  letters: Letter[];
  /** A refresh whose commit failed: it is tried again as it is. */
  failed: Failed | null;
  waitingBytes: number;
  waitingForRoom: (() => void)[];
  readonly recent: Recent;
}

export function newMailbox(build: string, loaded: LoadedState | null): Mailbox {
  return {
    build,
    head: loaded?.head ?? { version: 0, digest: GENESIS },
    state: loaded?.state ?? emptyState,
    checkpoint: loaded?.checkpoint ?? emptyState,
    letters: [],
    failed: null,
    waitingBytes: 0,
    waitingForRoom: [],
    recent: newRecent(),
  };
}

export interface Failed {
  /** Null where it could not even be made: what it would take still waits in the mailbox. */
  readonly refresh: Refresh | null;
  readonly attempts: number;
  readonly error: unknown;
}
