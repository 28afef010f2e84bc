import type { BuildState, ToolNode } from './state.ts';

/**
 * How long something took, in milliseconds; null where its times do not tell. Records without times
 * have all of them that of their reading, or of their file: what begins and ends in the same
 * millisecond was not measured, and says nothing of how long it took.
 */
export const spanOf = (from: number, to: number): number | null => (to > from ? to - from : null);

/** How long a call ran that has ended, as its agent says or its times tell; else null. */
export const tookOf = ({ durationMs }: Pick<ToolNode, 'durationMs'>): number | null =>
  durationMs === null ? null : spanOf(0, durationMs);

/** Whether time passes in a build. */
export const tellsTime = ({
  startedAt,
  lastEventAt,
}: Pick<BuildState, 'startedAt' | 'lastEventAt'>): boolean =>
  spanOf(startedAt ?? 0, lastEventAt ?? 0) !== null;
