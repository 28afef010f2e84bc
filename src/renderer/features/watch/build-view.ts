import { emptyOutline, type Outline } from '../../../core/build/outline.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { newReplica, type Replica } from '../../../core/sync/replica.ts';
import { buildKind } from '../../../core/sync/streams.ts';
import { type BuildClock, newClock } from './build-clock.ts';
import type { Comparison } from './comparing.ts';
import type { Focus } from '../timeline/focus.ts';
import type { Speed } from './player.ts';

/** A stretch that was missed while the link was down, and came afterwards. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly ms: number;
}

/** A version of the past that is looked at. */
export interface PastView {
  readonly wanted: number;
  /** What is shown: the wanted state, or the one before it while that is on its way. */
  readonly state: BuildState;
  readonly outline: Outline;
  readonly error: string | null;
}

/** Everything the window holds of one watched build. */
export interface BuildView {
  readonly id: string;
  readonly live: Replica<BuildState>;
  readonly outline: Outline;
  readonly clock: BuildClock;
  readonly past: PastView | null;
  /** The past plays forward by itself. */
  readonly playing: boolean;
  readonly speed: Speed;
  /** The version that others are compared with. */
  readonly mark: number | null;
  readonly comparison: Comparison | null;
  readonly focus: Focus | null;
  /** Key of the chosen row; null until somebody chooses. */
  readonly chosen: string | null;
  /** What was opened and closed by hand, by row key. */
  readonly folds: ReadonlyMap<string, boolean>;
  /** The plan keeps the latest row in sight. */
  readonly follow: boolean;
  readonly bands: readonly Band[];
}

export const newView = (id: string): BuildView => ({
  id,
  live: newReplica(`build/${id}`, buildKind),
  outline: emptyOutline(),
  clock: newClock,
  past: null,
  playing: false,
  speed: 1,
  mark: null,
  comparison: null,
  focus: null,
  chosen: null,
  folds: new Map(),
  follow: true,
  bands: [],
});

/** The state on the screen: live, or the past that is looked at. */
export const shownState = (view: BuildView): BuildState => view.past?.state ?? view.live.state;
export const shownOutline = (view: BuildView): Outline => view.past?.outline ?? view.outline;
export const shownVersion = (view: BuildView): number => view.past?.wanted ?? view.live.version;
