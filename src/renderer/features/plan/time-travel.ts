import { focusOf } from '../timeline/focus.ts';
import { shownVersion } from '../watch/build-view.ts';
import { speeds } from '../watch/player.ts';
import type { WatchedBuild } from '../watch/watched-build.ts';

export function togglePlay(build: WatchedBuild): void {
  if (build.store.getState().playing) build.pause();
  else build.play();
}

/** To the next slower or faster speed; the slowest and the fastest stay. */
export function changeSpeed(build: WatchedBuild, by: -1 | 1): void {
  const next = speeds[speeds.indexOf(build.store.getState().speed) + by];
  if (next !== undefined) build.setSpeed(next);
}

/** To the next faster speed, and from the fastest to the slowest: for one button. */
export function turnSpeed(build: WatchedBuild): void {
  const { speed } = build.store.getState();
  build.setSpeed(speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1);
}

/** Dims all but what lies between the mark and the version that is looked at; then all is seen again. */
export function toggleFocus(build: WatchedBuild): void {
  const view = build.store.getState();
  build.setFocus(view.focus ? null : focusOf(view.mark ?? 1, shownVersion(view)));
}

export function stepVersion(build: WatchedBuild, by: -1 | 1): void {
  build.viewVersion(shownVersion(build.store.getState()) + by);
}
