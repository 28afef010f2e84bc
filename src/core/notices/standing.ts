import { statusNow } from '../build/standing.ts';
import type { BuildSummary } from '../build/summary.ts';

/** What tray, badge and title count: the latest first. */
export interface StandingBuilds {
  readonly needsYou: readonly BuildSummary[];
  readonly running: readonly BuildSummary[];
  /** Of the last day: those before have been seen, or are not missed. */
  readonly failed: readonly BuildSummary[];
}

const DAY = 24 * 60 * 60_000;

export function standingBuilds(builds: readonly BuildSummary[], now: number): StandingBuilds {
  const found = {
    needsYou: [] as BuildSummary[],
    running: [] as BuildSummary[],
    failed: [] as BuildSummary[],
  };
  for (const build of builds) {
    const status = statusNow(build, now);
    if (status === 'waiting') found.needsYou.push(build);
    // Sub-agents are a part of their caller.
    if (build.parentSession !== null) continue;
    if (status === 'running' || status === 'idle') found.running.push(build);
    if (status === 'failed' && now - (build.lastEventAt ?? 0) < DAY) found.failed.push(build);
  }
  const latest = (a: BuildSummary, b: BuildSummary) => (b.lastEventAt ?? 0) - (a.lastEventAt ?? 0);
  return {
    needsYou: found.needsYou.sort(latest),
    running: found.running.sort(latest),
    failed: found.failed.sort(latest),
  };
}

/** `2 need you, 3 running, 1 failed`; empty where there is nothing of it. */
export function countsInWords({ needsYou, running, failed }: StandingBuilds): string {
  const parts = [
    needsYou.length > 0 ? `${needsYou.length} need${needsYou.length === 1 ? 's' : ''} you` : '',
    running.length > 0 ? `${running.length} running` : '',
    failed.length > 0 ? `${failed.length} failed` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
