import { familyOf } from '../../../core/build/family.ts';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { isLive } from '../../../core/build/standing.ts';

/**
 * Builds in which nothing has happened since a time, for those who keep builds for so long and no
 * longer. A build goes together with its sub-agents: it is old when all of them are. One that is
 * pinned, or may still go on, never is; nor is one that has no time, as where its log cannot be read.
 */
export function oldBuilds(builds: readonly ListedBuild[], before: number, now: number): string[] {
  const { parentOf, childrenOf } = familyOf(builds);
  const isOld = (build: ListedBuild): boolean =>
    !build.pinned &&
    !isLive(build, now) &&
    build.lastEventAt !== null &&
    build.lastEventAt < before &&
    (childrenOf.get(build.id) ?? []).every(isOld);
  return builds
    .filter(({ id }) => !parentOf.has(id))
    .filter(isOld)
    .map(({ id }) => id);
}
