import type { WatchedBuild } from './watched-build.ts';

/** Calls back when the build's state is there: at once, or when it has come, whole, a moment later. */
export function whenThere({ store }: WatchedBuild, callback: () => void): void {
  if (store.getState().live.version > 0) return callback();
  const stop = store.subscribe(({ live }) => {
    if (live.version === 0) return;
    stop();
    callback();
  });
}
