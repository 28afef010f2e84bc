import type { BuildState } from '../../../core/build/state.ts';
import { countWhile } from '../../../core/sorted.ts';

/** A stretch without an event and without a running tool is folded when it is longer than this. */
export const IDLE = 10_000;
/** As long as a folded stretch is drawn. */
const DRAWN = 2000;

/** A stretch of time in which nothing went on. */
export interface Fold {
  readonly from: number;
  readonly to: number;
}

/** Time with the idle stretches folded: what the axis is drawn in, in milliseconds from the start. */
export interface FoldedTime {
  readonly folds: readonly Fold[];
  readonly length: number;
  place(time: number): number;
  time(place: number): number;
}

export function foldTime(state: BuildState): FoldedTime {
  const start = state.startedAt ?? 0;
  const end = Math.max(start, state.lastEventAt ?? start);
  const folds = idleOf(state, start, end);
  // What is cut out of each fold, added up.
  const cut: number[] = [];
  let sum = 0;
  for (const { from, to } of folds) {
    sum += to - from - DRAWN;
    cut.push(sum);
  }

  let latest = -1;
  /** Place of the last fold that began before a time. Most that are asked for come in the order of time. */
  const foldBefore = (time: number) => {
    const begins = (folds[latest]?.from ?? -Infinity) < time;
    if (begins && (folds[latest + 1]?.from ?? Infinity) >= time) return latest;
    latest = countWhile(folds.length, (at) => (folds[at]?.from ?? 0) < time) - 1;
    return latest;
  };
  const place = (time: number) => {
    const index = foldBefore(time);
    const fold = folds[index];
    if (!fold) return Math.max(0, time - start);
    const before = cut[index - 1] ?? 0;
    if (time >= fold.to) return time - start - (cut[index] ?? 0);
    const share = (time - fold.from) / (fold.to - fold.from);
    return fold.from - start - before + share * DRAWN;
  };
  const places = folds.map(({ from }) => place(from));
  return {
    folds,
    length: Math.max(1, end - start - sum),
    place,
    time(wanted) {
      const index = countWhile(places.length, (at) => (places[at] ?? 0) < wanted) - 1;
      const fold = folds[index];
      const at = places[index];
      if (!fold || at === undefined) return start + wanted;
      if (wanted >= at + DRAWN) return start + wanted + (cut[index] ?? 0);
      return fold.from + ((wanted - at) / DRAWN) * (fold.to - fold.from);
    },
  };
}

function idleOf(state: BuildState, start: number, end: number): Fold[] {
  const folds: Fold[] = [];
  let busy = start;
  const note = (from: number, to: number) => {
    if (from - busy > IDLE) folds.push({ from: busy, to: from });
    busy = Math.max(busy, to);
  };
  for (const chunk of state.nodes.chunks) {
    for (const node of chunk) {
      const running = node.kind === 'tool' && node.outcome === null;
      note(node.at, running ? end : node.endAt);
    }
  }
  note(end, end);
  return folds;
}
