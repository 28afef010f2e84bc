import type { TailReport } from './tail-status.ts';

/** How far the files that are followed have come, all together. */
export interface SourcesSummary {
  readonly files: number;
  /** In line to be read: the newest go first. */
  readonly waiting: number;
  readonly reading: number;
  /** Read to their end. */
  readonly following: number;
  readonly paused: number;
  readonly ignored: number;
  /** Read so far. */
  readonly bytes: number;
}

export function sumUp(reports: readonly TailReport[]): SourcesSummary {
  const count = { waiting: 0, reading: 0, following: 0, paused: 0, ignored: 0, closed: 0 };
  let bytes = 0;
  for (const { status, offset } of reports) {
    count[status.phase] += 1;
    bytes += offset;
  }
  const { waiting, reading, following, paused, ignored } = count;
  return { files: reports.length, waiting, reading, following, paused, ignored, bytes };
}
