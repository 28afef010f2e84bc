import { requestOf } from '../../../core/build/asking.ts';
import { type Standing, todoNow, type TodoNow } from '../../../core/build/standing.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { isTrouble } from '../plan/rows.ts';
import type { Scale } from './scale.ts';

/** How a stretch is painted; a later one is never painted over by an earlier one. */
export const tones = ['idle', 'done', 'unknown', 'running', 'waiting', 'failed'] as const;
export type Tone = (typeof tones)[number];
const ranks: Readonly<Record<Tone, number>> = {
  idle: 0,
  done: 1,
  unknown: 2,
  running: 3,
  waiting: 4,
  failed: 5,
};

export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly tone: Tone;
  /** Its row, of how many, where it runs beside others. */
  readonly row?: number;
  readonly rows?: number;
}

export interface Lanes {
  readonly plan: readonly Bar[];
  readonly tools: readonly Bar[];
  /** Amount of text in each pixel, from 0 to 1. */
  readonly text: Float32Array;
  /** Places of errors; each is kept, however many lie in one pixel. */
  readonly errors: readonly number[];
  /** Places of errors that the agent recovered from by itself. */
  readonly hitches: readonly number[];
}

/** Tools above this number are gathered by pixel: nobody could tell them apart. */
const SINGLE = 1500;

/**
 * What the lanes show, for a timeline `width` pixels wide. Places are in pixels.
 * @param loose how what has no end stands: it runs, where nothing else is said
 */
export function* lanesInSteps(
  state: BuildState,
  scale: Scale,
  width: number,
  loose: Loose = { isLost: false, isOver: false },
): Generator<undefined, Lanes> {
  const x = (version: number, time: number) => scale.at(version, time) * width;
  const end = { version: state.version, time: state.lastEventAt ?? 0 };
  const open: Tone = loose.isLost ? 'unknown' : 'running';
  const tools: Bar[] = [];
  const errors: number[] = [];
  const hitches: number[] = [];
  const text = new Float32Array(Math.max(1, Math.ceil(width)));

  // A chunk at a time: a generator over all nodes of a long build costs more than what is done with them.
  for (const chunk of state.nodes.chunks) {
    for (const node of chunk) {
      if (node.kind === 'tool') {
        const running = node.outcome === null;
        const to = running ? x(end.version, end.time) : x(node.to, node.endAt);
        const ended: Tone = isTrouble(node) ? 'failed' : 'done';
        const waits = !loose.isLost && requestOf(state, node) !== null;
        const tone = running ? (waits ? 'waiting' : open) : ended;
        tools.push({ from: x(node.from, node.at), to, tone });
      } else if (node.kind === 'text' || node.kind === 'reasoning') {
        spread(text, x(node.from, node.at), x(node.to, node.endAt), node.length);
      } else if (node.kind === 'error') {
        (node.recovering ? hitches : errors).push(x(node.from, node.at));
      }
    }
    yield;
  }
  level(text);
  return {
    plan: planBars(state, x, end, loose),
    tools: tools.length > SINGLE ? gather(tools, width) : share(tools),
    text,
    errors,
    hitches,
  };
}

type Loose = Pick<Standing, 'isLost' | 'isOver'>;
type Place = (version: number, time: number) => number;

function planBars(
  state: BuildState,
  x: Place,
  end: { version: number; time: number },
  loose: Loose,
): Bar[] {
  const bars: Bar[] = [];
  let first: { from: number; fromAt: number } | null = null;
  for (const todo of state.todos) {
    if (todo.scope !== null) continue;
    for (const span of todo.spans) {
      if (!first || span.from < first.from) first = span;
      const open = span.to === null;
      const now = todoNow(todo, loose);
      const tone =
        todo.droppedIn !== null
          ? 'idle'
          : now === 'failed'
            ? 'failed'
            : open
              ? toneOf(now)
              : 'done';
      const to = open ? x(end.version, end.time) : x(span.to, span.toAt ?? span.fromAt);
      bars.push({ from: x(span.from, span.fromAt), to, tone });
    }
  }
  if (first) bars.push({ from: 0, to: x(first.from, first.fromAt), tone: 'idle' });
  return bars;
}

/** The stretch of a TODO that has no end: of one that was left it is past, and nothing came of it. */
const toneOf = (now: TodoNow): Tone =>
  now === 'left' ? 'idle' : now === 'unknown' ? 'unknown' : 'running';

/** Rows that a lane is divided into at most, where bars run side by side. */
const ROWS = 3;

/**
 * Bars that run at the same time stand one below the other. They come in the order of their
 * beginning; a cluster ends where none of its bars runs any more.
 */
function share(bars: readonly Bar[]): Bar[] {
  const shared: Bar[] = [];
  let cluster: { bar: Bar; row: number }[] = [];
  let ends: number[] = [];
  const close = () => {
    for (const { bar, row } of cluster) {
      shared.push(ends.length > 1 ? { ...bar, row, rows: ends.length } : bar);
    }
    cluster = [];
    ends = [];
  };
  for (const bar of bars) {
    // Half a pixel of overlap cannot be seen.
    const start = bar.from + 0.5;
    if (ends.every((end) => end <= start)) close();
    const free = ends.findIndex((end) => end <= start);
    const row = free >= 0 ? free : Math.min(ends.length, ROWS - 1);
    ends[row] = Math.max(ends[row] ?? 0, bar.to);
    cluster.push({ bar, row });
  }
  close();
  return shared;
}

/** One bar for each run of pixels of the same tone; the worst tone of a pixel wins. */
export function gather(bars: readonly Bar[], width: number): Bar[] {
  const worst = new Int8Array(Math.ceil(width) + 1).fill(-1);
  for (const { from, to, tone } of bars) {
    const rank = ranks[tone];
    const last = Math.min(Math.floor(to), worst.length - 1);
    for (let pixel = Math.floor(from); pixel <= last; pixel += 1) {
      if ((worst[pixel] ?? 0) < rank) worst[pixel] = rank;
    }
  }
  const runs: Bar[] = [];
  let start = 0;
  for (let pixel = 1; pixel <= worst.length; pixel += 1) {
    if (worst[pixel] === worst[start]) continue;
    const tone = tones[worst[start] ?? -1];
    if (tone) runs.push({ from: start, to: pixel, tone });
    start = pixel;
  }
  return runs;
}

function spread(bins: Float32Array, from: number, to: number, amount: number): void {
  const first = Math.max(0, Math.floor(from));
  const last = Math.min(bins.length - 1, Math.max(first, Math.floor(to)));
  const share = amount / (last - first + 1);
  for (let bin = first; bin <= last; bin += 1) bins[bin] = (bins[bin] ?? 0) + share;
}

/** Smooths over some pixels and scales to 1; the root lets quiet stretches be seen beside loud ones. */
function level(bins: Float32Array): void {
  const raw = Float32Array.from(bins);
  const reach = 7;
  let most = 0;
  for (let bin = 0; bin < bins.length; bin += 1) {
    let sum = 0;
    for (let offset = -reach; offset <= reach; offset += 1) {
      sum += (raw[bin + offset] ?? 0) * (reach + 1 - Math.abs(offset));
    }
    bins[bin] = Math.sqrt(sum);
    most = Math.max(most, bins[bin] ?? 0);
  }
  if (most > 0) for (let bin = 0; bin < bins.length; bin += 1) bins[bin] = (bins[bin] ?? 0) / most;
}
