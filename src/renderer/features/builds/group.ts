import type { Family, Kin } from '../../../core/build/family.ts';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { type BuildSummary, statusNow } from '../../../core/build/summary.ts';
import { agentName, baseName, sameDay } from '../../../core/format.ts';

export interface Group {
  readonly name: string;
  readonly builds: readonly ListedBuild[];
}

/**
 * The builds in the order in which they want to be looked at, those first that the user has pinned; groups without any are left out. Those
 * that are sub-agents stand under their callers, and are no members of a group themselves.
 */
export function groupBuilds(
  builds: readonly ListedBuild[],
  { parentOf, childrenOf }: Family<ListedBuild>,
  now: number,
): Group[] {
  const groups = new Map<string, ListedBuild[]>(
    ['Pinned', 'Needs you', 'Running', 'Failed', 'Today', 'Earlier'].map((name) => [name, []]),
  );
  for (const build of builds) {
    if (parentOf.has(build.id)) continue;
    const within = descendantsOf(build, childrenOf).map((child) => statusNow(child, now));
    groups.get(groupOf(build, within, now))?.push(build);
  }
  return [...groups]
    .filter(([, members]) => members.length > 0)
    .map(([name, members]) => ({ name, builds: members.toSorted(latestFirst) }));
}

/** A build stands where the most urgent of its sub-agents wants it: nobody looks for them elsewhere. */
function groupOf(build: ListedBuild, within: readonly string[], now: number): string {
  if (build.pinned) return 'Pinned';
  const status = statusNow(build, now);
  if (status === 'waiting' || within.includes('waiting')) return 'Needs you';
  if (status === 'running' || status === 'idle' || within.includes('running')) return 'Running';
  if (status === 'failed') return 'Failed';
  return sameDay(build.endedAt ?? build.lastEventAt ?? 0, now) ? 'Today' : 'Earlier';
}

/** All sub-agents of a build, and theirs. */
export function descendantsOf<Build extends Kin>(
  build: Build,
  childrenOf: Family<Build>['childrenOf'],
): readonly Build[] {
  const children = childrenOf.get(build.id) ?? [];
  return children.flatMap((child) => [child, ...descendantsOf(child, childrenOf)]);
}

/** The builds that one is within, the nearest first. */
export function callersOf<Build extends Kin>(
  { id }: Pick<Build, 'id'>,
  { parentOf }: Pick<Family<Build>, 'parentOf'>,
): Build[] {
  const parent = parentOf.get(id);
  return parent ? [parent, ...callersOf(parent, { parentOf })] : [];
}

/** What is to be known of sub-agents that are folded away, in its order: how many of them are how. */
export function notable(
  builds: readonly BuildSummary[],
  now: number,
): { readonly status: 'waiting' | 'running' | 'failed'; readonly count: number }[] {
  const statuses = builds.map((build) => statusNow(build, now));
  return (['waiting', 'running', 'failed'] as const).flatMap((status) => {
    const count = statuses.filter((one) => one === status).length;
    return count > 0 ? [{ status, count }] : [];
  });
}

// By their start, so that the rows of running builds do not change places with every event.
const latestFirst = (a: BuildSummary, b: BuildSummary) =>
  (b.startedAt ?? 0) - (a.startedAt ?? 0) || (a.id < b.id ? -1 : 1);

/** Sub-agents in the order in which they were begun, as their calls stand in the plan. */
export const earliestFirst = (a: BuildSummary, b: BuildSummary) => latestFirst(b, a);

type Titled = Pick<BuildSummary, 'id' | 'title' | 'cwd'> & { readonly userTitle?: string | null };

/** What the user calls it, else its agent; else where it works. */
export const titleOf = ({ id, userTitle, title, cwd }: Titled): string =>
  userTitle ?? title ?? (cwd === null ? id : baseName(cwd));

/** Whether each word of the filter is in what the row says of the build. */
export function matches(build: ListedBuild, filter: string): boolean {
  const text = [
    titleOf(build),
    build.title ?? '',
    build.cwd ?? '',
    agentName(build.agent ?? ''),
    build.status,
  ]
    .join(' ')
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
