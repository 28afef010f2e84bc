import type { Family } from '../../../core/build/family.ts';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { type Filters, isFiltering, passes } from './filters.ts';
import { callersOf, matches } from './group.ts';

/** What is looked for, what is on the screen, and what was folded by hand. */
interface Look {
  readonly wanted: string;
  readonly filters: Filters;
  readonly now: number;
  readonly current: string | undefined;
  readonly folds: ReadonlyMap<string, boolean>;
}

/**
 * The builds that the list has, and those whose sub-agents it shows: on the way to what was looked
 * for and to the build on the screen, and where somebody opened or closed them.
 */
export function lookThrough(
  builds: readonly ListedBuild[],
  family: Family<ListedBuild>,
  { wanted, filters, now, current, folds }: Look,
): { found: ListedBuild[]; opened: ReadonlySet<string> } {
  const matching = builds.filter(
    (build) => matches(build, wanted, now) && passes(build, filters, now),
  );
  const isAll = wanted === '' && !isFiltering(filters);
  const above = isAll ? [] : matching.flatMap((build) => callersOf(build, family));
  const shown = new Set([...matching, ...above]);
  const ways = current === undefined ? above : [...above, ...callersOf({ id: current }, family)];
  const opened = new Set(ways.map(({ id }) => id));
  for (const [id, open] of folds) {
    if (open) opened.add(id);
    else opened.delete(id);
  }
  return { found: builds.filter((build) => shown.has(build)), opened };
}
