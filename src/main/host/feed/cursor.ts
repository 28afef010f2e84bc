import type { Head } from '../../../core/sync/messages.ts';
import { CREDIT } from '../../../core/sync/messages.ts';

/**
 * Where one watcher of one stream stands: a cursor, not a queue, so that a watcher costs the same
 * however far it is behind (rule R7). What it has not been sent is whatever the log has past `sent`.
 */
export interface Cursor {
  readonly sent: Head;
  /** Versions sent and not acknowledged, at most `CREDIT` of them. */
  readonly unacknowledged: readonly number[];
}

export const cursorAt = (sent: Head): Cursor => ({ sent, unacknowledged: [] });

export const hasCredit = (cursor: Cursor): boolean => cursor.unacknowledged.length < CREDIT;

export const sending = (cursor: Cursor, head: Head): Cursor => ({
  sent: head,
  unacknowledged: [...cursor.unacknowledged, head.version],
});

/** A watcher acknowledges the version it stands at: that settles everything up to it. */
export const acknowledged = (cursor: Cursor, version: number): Cursor => ({
  ...cursor,
  unacknowledged: cursor.unacknowledged.filter((sent) => sent > version),
});
