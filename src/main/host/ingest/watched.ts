import { dirname } from 'node:path';
import type { LocalAgent } from '../../../core/local-agents.ts';
import type { WatchedPlace } from '../../../core/watched.ts';
import { lastingPath, placesOf } from './session-place.ts';
import type { TailReport } from './tail-status.ts';

/** How each path that was asked for is doing: the files that are followed because of it, summed up. */
export function watchedPlaces(
  paths: readonly string[],
  reports: readonly TailReport[],
  agentOf: (path: string) => LocalAgent | null,
): WatchedPlace[] {
  const sums = new Map(paths.map((path) => [path, newSum()]));
  // A session that was moved or compressed goes by another name than the file that was asked for.
  const names = new Map(paths.flatMap((path) => [lastingPath(path), path].map((as) => [as, path])));
  for (const report of reports) {
    for (const path of above(report.path, names)) {
      const sum = sums.get(path);
      if (sum) add(sum, report);
    }
  }
  return paths.map((path) => ({ path, agent: agentOf(path), ...(sums.get(path) ?? newSum()) }));
}

type Sum = { -readonly [Key in keyof Omit<WatchedPlace, 'path' | 'agent'>]: WatchedPlace[Key] };

const newSum = (): Sum => ({ files: 0, reading: 0, paused: 0, problem: null });

/** What was asked for that a file belongs to: itself, or a directory that it is in, in any of its places. */
function above(file: string, names: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>();
  for (const place of placesOf(file)) {
    for (let at = place, next = dirname(at); ; at = next, next = dirname(at)) {
      const path = names.get(at);
      if (path !== undefined) found.add(path);
      if (next === at) break;
    }
  }
  return found;
}

function add(sum: Sum, { status }: TailReport): void {
  if (status.phase === 'ignored' || status.phase === 'closed') return;
  sum.files += 1;
  if (status.phase === 'waiting' || status.phase === 'reading') sum.reading += 1;
  if (status.phase !== 'paused') return;
  sum.paused += 1;
  sum.problem ??= status.message;
}
