import type { BuildSummary } from '../../../core/build/summary.ts';

export interface ListChanges {
  readonly changed: readonly BuildSummary[];
  /** Ids of builds that are there no longer. */
  readonly gone: readonly string[];
}

/** What differs between two lists of builds: a summary that did not change is the same object. */
export function listChanges(
  before: readonly BuildSummary[],
  next: readonly BuildSummary[],
): ListChanges {
  const known = new Map(before.map((build) => [build.id, build]));
  const changed = next.filter((build) => known.get(build.id) !== build);
  for (const { id } of next) known.delete(id);
  return { changed, gone: [...known.keys()] };
}
