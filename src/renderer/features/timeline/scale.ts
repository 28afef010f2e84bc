import type { BuildState, Node } from '../../../core/build/state.ts';
import { type Vector, vectorAt } from '../../../core/build/vector.ts';
import { countWhile } from '../../../core/sorted.ts';
import { type Fold, foldTime } from './idle.ts';

export type Axis = 'time' | 'version';

/** Where versions and times lie between 0 and 1. */
export interface Scale {
  readonly axis: Axis;
  /** Place of something that happened at this version and time. */
  readonly at: (version: number, time: number) => number;
  /** Place of a version whose time is not at hand. */
  readonly ofVersion: (version: number) => number;
  readonly versionAt: (place: number) => number;
  /** Idle stretches that are drawn short. */
  readonly folds: readonly Fold[];
  /** Marks of the axis, at most so many. */
  readonly ticks: (most: number) => Tick[];
}

export interface Tick {
  readonly place: number;
  /** Milliseconds from the start, or a version. */
  readonly value: number;
}

const clamp = (place: number): number => Math.min(1, Math.max(0, place));

export function scaleOf(state: BuildState, axis: Axis): Scale {
  return axis === 'version' ? versionScale(state) : timeScale(state);
}

function versionScale(state: BuildState): Scale {
  const versions = Math.max(1, state.version);
  return {
    axis: 'version',
    at: (version) => clamp(version / versions),
    ofVersion: (version) => clamp(version / versions),
    versionAt: (place) => Math.max(1, Math.round(clamp(place) * versions)),
    folds: [],
    ticks(most) {
      const step = roundStep(versions / most);
      const count = Math.floor(versions / step) + 1;
      return Array.from({ length: count }, (_, index) => ({
        place: (index * step) / versions,
        value: index * step,
      }));
    },
  };
}

function timeScale(state: BuildState): Scale {
  const time = foldTime(state);
  const start = state.startedAt ?? 0;
  const placeOf = (at: number) => clamp(time.place(at) / time.length);
  return {
    axis: 'time',
    at: (_version, at) => placeOf(at),
    ofVersion: (version) => placeOf(timeOf(state, version)),
    versionAt: (place) => versionOf(state, time.time(clamp(place) * time.length)),
    folds: time.folds,
    ticks(most) {
      const end = state.lastEventAt ?? start;
      const step = 1000 * (STEPS.find((step) => time.length / 1000 / step <= most) ?? 86_400);
      const ticks: Tick[] = [];
      // Round times of each stretch that is not folded.
      let from = start;
      for (const fold of [...time.folds, { from: end, to: end }]) {
        const first = Math.ceil((from - start) / step) * step;
        for (let value = first; value <= fold.from - start; value += step) {
          ticks.push({ place: placeOf(start + value), value });
        }
        from = fold.to;
      }
      return ticks.filter(({ place }, index) => {
        const before = ticks[index - 1];
        return !before || place - before.place > 0.5 / most;
      });
    },
  };
}

/** Time of a version, between the beginnings of the nodes around it. */
export function timeOf(state: BuildState, version: number): number {
  const start = state.startedAt ?? 0;
  if (version >= state.version) return state.lastEventAt ?? start;
  const index = lastBefore(state.nodes, (node) => node.from <= version);
  const before = vectorAt(state.nodes, index);
  const after = vectorAt(state.nodes, index + 1);
  return between(
    version,
    [before?.from ?? 0, before?.at ?? start],
    [after?.from ?? state.version, after?.at ?? state.lastEventAt ?? start],
  );
}

function versionOf(state: BuildState, time: number): number {
  const end = state.lastEventAt ?? 0;
  if (time >= end) return state.version;
  const index = lastBefore(state.nodes, (node) => node.at <= time);
  const before = vectorAt(state.nodes, index);
  const after = vectorAt(state.nodes, index + 1);
  const version = between(
    time,
    [before?.at ?? state.startedAt ?? 0, before?.from ?? 0],
    [after?.at ?? end, after?.from ?? state.version],
  );
  return Math.round(Math.min(state.version, Math.max(1, version)));
}

/** What happened at a version: the node that had begun last. */
export function nodeAt(state: BuildState, version: number): Node | null {
  const index = lastBefore(state.nodes, (node) => node.from <= version);
  return vectorAt(state.nodes, index) ?? null;
}

type Point = readonly [x: number, y: number];

function between(x: number, [x0, y0]: Point, [x1, y1]: Point): number {
  if (x1 <= x0) return y0;
  return y0 + (y1 - y0) * Math.min(1, Math.max(0, (x - x0) / (x1 - x0)));
}

/** Index of the last node of which this holds; nodes stand in the order in which they began. */
function lastBefore(nodes: Vector<Node>, holds: (node: Node) => boolean): number {
  const isBefore = (index: number) => {
    const node = vectorAt(nodes, index);
    return node !== undefined && holds(node);
  };
  return countWhile(nodes.size, isBefore) - 1;
}

/** Seconds between two marks. */
// prettier-ignore
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400];

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least) ?? power * 10;
}
