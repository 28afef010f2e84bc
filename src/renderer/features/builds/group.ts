import { type BuildSummary, statusNow } from '../../../core/build/summary.ts';
import { agentName, baseName, sameDay } from '../../ui/format.ts';

export interface Group {
  readonly name: string;
  readonly builds: readonly BuildSummary[];
}

/** The builds in the order in which they want to be looked at; groups without any are left out. */
export function groupBuilds(builds: readonly BuildSummary[], now: number): Group[] {
  const groups = new Map<string, BuildSummary[]>(
    ['Needs you', 'Running', 'Failed', 'Today', 'Earlier'].map((name) => [name, []]),
  );
  for (const build of builds) groups.get(groupOf(build, now))?.push(build);
  return [...groups]
    .filter(([, members]) => members.length > 0)
    .map(([name, members]) => ({ name, builds: members.toSorted(latestFirst) }));
}

function groupOf(build: BuildSummary, now: number): string {
  switch (statusNow(build, now)) {
    case 'waiting':
      return 'Needs you';
    case 'running':
    case 'idle':
      return 'Running';
    case 'failed':
      return 'Failed';
    default:
      return sameDay(build.endedAt ?? build.lastEventAt ?? 0, now) ? 'Today' : 'Earlier';
  }
}

// By their start, so that the rows of running builds do not change places with every event.
const latestFirst = (a: BuildSummary, b: BuildSummary) =>
  (b.startedAt ?? 0) - (a.startedAt ?? 0) || (a.id < b.id ? -1 : 1);

export const titleOf = (build: Pick<BuildSummary, 'title' | 'cwd'> & { id: string }): string =>
  build.title ?? (build.cwd === null ? build.id : baseName(build.cwd));

/** Whether each word of the filter is in what the row says of the build. */
export function matches(build: BuildSummary, filter: string): boolean {
  const text = [titleOf(build), build.cwd ?? '', agentName(build.agent ?? ''), build.status]
    .join(' ')
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
