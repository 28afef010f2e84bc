import { addUsage } from '../../../core/build/fold/usage.ts';
import { emptyState, type Usage } from '../../../core/build/state.ts';
import type { LoggedEvent } from '../../transport/rest.ts';

/** What a build had used by a version. */
export interface UsagePoint {
  readonly version: number;
  readonly at: number;
  readonly usage: Usage;
}

/** The points that follow from what agents told of tokens, after those that are known; folded as the state folds it. */
export function extend(
  points: readonly UsagePoint[],
  events: readonly LoggedEvent[],
): readonly UsagePoint[] {
  const next = [...points];
  for (const { version, event } of events) {
    if (event.kind !== 'usage') continue;
    const usage = next.at(-1)?.usage ?? emptyState.usage;
    next.push({ version, at: event.at, usage: addUsage({ ...emptyState, usage }, event).usage });
  }
  return next;
}

/** At most so many of them, evenly, and always the last. */
export function thinned<Point>(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)]).filter(
    (point) => point !== undefined,
  );
}
