import type { BuildState, Node } from '../../../core/build/state.ts';
import { type Vector, vectorAt } from '../../../core/build/vector.ts';

export type Axis = 'time' | 'version';

/** Where versions and times lie between 0 and 1. */
export interface Scale {
  readonly axis: Axis;
  /** Place of something that happened at this version and time. */
  at(version: number, time: number): number;
  /** Place of a version whose time is not at hand. */
  ofVersion(version: number): number;
  versionAt(place: number): number;
}

export function scaleOf(state: BuildState, axis: Axis): Scale {
  const start = state.startedAt ?? 0;
  const span = Math.max(1, (state.lastEventAt ?? start) - start);
  const versions = Math.max(1, state.version);
  const clamp = (place: number) => Math.min(1, Math.max(0, place));
  if (axis === 'version') {
    return {
      axis,
      at: (version) => clamp(version / versions),
      ofVersion: (version) => clamp(version / versions),
      versionAt: (place) => Math.round(clamp(place) * versions),
    };
  }
  return {
    axis,
    at: (_version, time) => clamp((time - start) / span),
    ofVersion: (version) => clamp((timeOf(state, version) - start) / span),
    versionAt: (place) => versionOf(state, start + clamp(place) * span),
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
  let low = 0;
  let high = nodes.size;
  while (low < high) {
    const middle = (low + high) >> 1;
    const node = vectorAt(nodes, middle);
    if (node && holds(node)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400,
];

/** Marks of the axis, at most one per `room` of the width: places and what is written there. */
export function ticksOf(
  state: BuildState,
  axis: Axis,
  most: number,
  write: (value: number) => string,
): { place: number; text: string }[] {
  const start = state.startedAt ?? 0;
  const whole = axis === 'time' ? ((state.lastEventAt ?? start) - start) / 1000 : state.version;
  if (whole <= 0) return [];
  const step =
    axis === 'time'
      ? (STEPS.find((step) => whole / step <= most) ?? Math.ceil(whole / most / 86_400) * 86_400)
      : roundStep(whole / most);
  const ticks = [];
  for (let value = 0; value <= whole; value += step) {
    ticks.push({ place: value / whole, text: write(value) });
  }
  return ticks;
}

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least) ?? power * 10;
}
