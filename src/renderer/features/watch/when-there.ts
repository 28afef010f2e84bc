import type { WatchedBuild } from './watched-build.ts';

/**
 * Calls back when the build's state is there: at once, or when it has come, whole, a moment later. Of a
 * build that one comes back to, what came meanwhile is waited for where it is on its way.
 */
export function whenThere(build: WatchedBuild, callback: () => void): void {
  if (build.isThere) return callback();
  const stop = build.store.subscribe(() => {
    if (!build.isThere) return;
    stop();
    callback();
  });
}
