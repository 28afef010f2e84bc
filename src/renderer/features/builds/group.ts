import type { Family, Kin } from '../../../core/build/family.ts';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { silentFrom, statusNow } from '../../../core/build/standing.ts';
import { type BuildSummary, titleOf } from '../../../core/build/summary.ts';
import { agentName, sameDay } from '../../../core/format.ts';

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

/**
 * The time as far as groups depend on it: the minute, as builds move from Today to Earlier at midnight, or the moment in it at which
 * one fell silent. So a row that says so is never among those that run.
 */
export function groupTime(builds: readonly ListedBuild[], time: number): number {
  let latest = Math.floor(time / 60_000) * 60_000;
  for (const build of builds) {
    const at = silentFrom(build);
    if (at !== null && at > latest && at <= time) latest = at;
  }
  return latest;
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

export { titleOf };

/** What tells a sub-agent from others of its caller that are called the same. */
export interface Distinction {
  /** Which one it is, in the order in which they were begun: "2 of 3". */
  readonly which: string;
  /** The first words that it was asked with and the others were not; none where all got the same prompt. */
  readonly words: string;
}

/** Null where no other is called the same. */
export function distinctionOf(
  build: BuildSummary,
  { parentOf, childrenOf }: Family,
): Distinction | null {
  const parent = parentOf.get(build.id);
  if (!parent) return null;
  const title = titleOf(build);
  const same = (childrenOf.get(parent.id) ?? []).filter((one) => titleOf(one) === title);
  if (same.length < 2) return null;
  const place = same.toSorted(earliestFirst).findIndex(({ id }) => id === build.id);
  return {
    which: `${place + 1} of ${same.length}`,
    words: ownWords(
      build.asked ?? '',
      same.map(({ asked }) => asked ?? ''),
    ),
  };
}

/** The same on one line: "2 of 3 · the parser and its tests". */
export const inWords = ({ which, words }: Distinction): string =>
  words === '' ? which : `${which} · ${words}`;

/** Characters that are enough to tell one from another. */
const ENOUGH = 80;

/** How a text goes on from the word where it and others part; nothing where all are the same. */
function ownWords(text: string, all: readonly string[]): string {
  const others = all.filter((one) => one !== text);
  if (others.length === 0) return '';
  const parting = Math.min(...others.map((other) => sharedLength(text, other)));
  const start = text.lastIndexOf(' ', parting) + 1;
  return text.slice(start, start + ENOUGH).trim();
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Whether each word of the filter is in what the row says of the build at a time. */
export function matches(build: ListedBuild, filter: string, now: number): boolean {
  const status = statusNow(build, now);
  const text = [
    titleOf(build),
    build.title ?? '',
    build.cwd ?? '',
    agentName(build.agent ?? ''),
    status,
  ]
    .join(' ')
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
