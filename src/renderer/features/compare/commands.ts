import { positionOf } from '../../../core/build/key-index.ts';
import { pathTo } from '../plan/rows.ts';
import { shownVersion } from '../watch/build-view.ts';
import type { WatchedBuild } from '../watch/watched-build.ts';

/** Opens the comparison of the mark with what is looked at; closes it where that is what it shows. */
export function toggleComparison(build: WatchedBuild): void {
  if (isShown(build)) build.closeComparison();
  else build.compare();
}

function isShown(build: WatchedBuild): boolean {
  const view = build.store.getState();
  const { comparison, mark } = view;
  const pair = [mark ?? 0, shownVersion(view)].toSorted((a, b) => a - b);
  return comparison !== null && comparison.from === pair[0] && comparison.to === pair[1];
}

/** Goes to a version, and there to a row where there is one of that key. The comparison stays. */
export function jump(build: WatchedBuild, version: number, key: string | null): void {
  const { comparison } = build.store.getState();
  build.viewVersion(version);
  build.follow(false);
  if (key === null) return;
  const after = comparison?.after;
  const position = after ? positionOf(after.nodes, key) : undefined;
  // Places of nodes hold for good: the way to one is the same in every version.
  if (after && position !== undefined) {
    build.fold(pathTo(after, position).map((row) => [row, true] as const));
  }
  build.choose(key);
}
