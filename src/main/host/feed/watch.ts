import type { WatchOutcome } from '../../../core/health.ts';
import type {
  Counters,
  Head,
  SnapshotReason,
  WatcherMessage,
} from '../../../core/sync/messages.ts';
import type { Frame, LongFrame } from './build-stream.ts';
import { type Cursor, cursorAt } from './cursor.ts';
import { Delivery } from './delivery.ts';

/** The frames of one stream, of a build or of the list. */
export interface Frames {
  head(): Head;
  refusal(since: Head | undefined): SnapshotReason | null;
  deltaIsSmaller(since: Head): boolean;
  snapshot(reason: SnapshotReason, ask?: number, inParts?: boolean): Frame | LongFrame;
  delta(from: Head, ask?: number): Frame;
}

/** One stream that a connection watches. */
export interface Watch {
  readonly frames: Frames;
  readonly mode: 'deltas' | 'snapshots';
  /** The watcher's number for the stream, where it takes short deltas. */
  readonly as: number | undefined;
  /** It takes long snapshots in parts. */
  readonly inParts: boolean;
  /** Drops what is left of a snapshot that is being sent in parts; until it is all sent, nothing else is. */
  stopSending: (() => void) | null;
  cursor: Cursor;
  /** What the watcher told of this stream. */
  counters: Counters | null;
  /** It came to this connection with nothing. */
  readonly fresh: boolean;
  readonly delivery: Delivery;
}

/** What a watcher asks. */
export type Question = Extract<WatcherMessage, { type: 'watch' }>;

/**
 * What a question begins.
 * @param before what the same connection watched of the stream until then
 * @returns with it where the watcher stands; null where that is not in the history, and why
 */
export function newWatch(
  frames: Frames,
  { since, mode, parts, as }: Question,
  before: Watch | undefined,
): { watch: Watch; stands: Head | null; refusal: SnapshotReason | null } {
  const head = frames.head();
  const refusal = frames.refusal(since);
  const stands = refusal ? null : (since ?? null);
  const watch: Watch = {
    frames,
    mode,
    as,
    inParts: parts ?? false,
    stopSending: null,
    cursor: cursorAt(stands ?? head),
    counters: before?.counters ?? null,
    fresh: before?.fresh ?? !since?.version,
    // Who asks again is the same watcher: what it has not acknowledged, it still waits for.
    delivery: before?.delivery ?? new Delivery(head.version, stands?.version ?? -1),
  };
  return { watch, stands, refusal };
}

/** A frame as this watcher takes it. */
export const textFor = ({ as }: Watch, { text, short }: Frame): string =>
  as !== undefined && short ? short(as) : text;

/**
 * The one answer to a question (rule R4).
 * @param since where the watcher stands; null where that is not in the history
 * @param unreadable is told why events on the way could not be read; the state that they led to is sent
 * @returns no frame where it is current
 */
export function answerTo(
  { frames, mode, inParts }: Watch,
  since: Head | null,
  refusal: SnapshotReason | null,
  ask: number,
  unreadable: (error: unknown) => void,
): { outcome: WatchOutcome; frame: Frame | LongFrame | null } {
  const snapshot = (outcome: SnapshotReason) => ({
    outcome,
    frame: frames.snapshot(outcome, ask, inParts),
  });
  if (!since || mode === 'snapshots') return snapshot(refusal ?? 'requested');
  if (since.version === frames.head().version) return { outcome: 'current', frame: null };
  try {
    if (frames.deltaIsSmaller(since)) return { outcome: 'delta', frame: frames.delta(since, ask) };
  } catch (error) {
    const answer = snapshot('behind');
    unreadable(error);
    return answer;
  }
  return snapshot('behind');
}
