import type { WatchOutcome } from '../../../core/health.ts';
import type { Counters, Head, SnapshotReason } from '../../../core/sync/messages.ts';
import type { Frame, LongFrame } from './build-stream.ts';
import type { Cursor } from './cursor.ts';
import type { Delivery } from './delivery.ts';

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
