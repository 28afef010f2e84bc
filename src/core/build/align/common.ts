import type { Pace } from './pace.ts';

/**
 * Edits that are looked through for the shortest way before what was found so far is taken. The
 * cost of looking grows with their square; two sequences of any size cost this for each such step.
 */
const MOST_EDITS = 256;

/** Places of two sequences that belong together, in order. */
export type Pairs = (readonly [left: number, right: number])[];

/**
 * The longest common part of two sequences of numbers, as far as it can be found in bounded time:
 * Myers' greedy way from the start, which after so many edits goes on from the furthest point that
 * it has reached. Sequences that are alike cost their length.
 */
export function* commonIn(
  left: readonly number[],
  right: readonly number[],
  pace: Pace,
): Generator<undefined, Pairs> {
  const pairs: Pairs = [];
  let [x, y] = [0, 0];
  let [endX, endY] = [left.length, right.length];
  // A change in the midst of what is alike must not slide along it: both ends are taken first.
  while (x < endX && y < endY && left[x] === right[y]) pairs.push([x++, y++]);
  const tail: Pairs = [];
  while (endX > x && endY > y && left[endX - 1] === right[endY - 1]) tail.push([--endX, --endY]);
  while (x < endX && y < endY) {
    const [nextX, nextY] = takeWay(left, right, { x, y, endX, endY }, pairs);
    const work = (nextX - x + nextY - y) * MOST_EDITS;
    [x, y] = [nextX, nextY];
    if (pace.isDue(work)) yield;
  }
  return [...pairs, ...tail.toReversed()];
}

interface Window {
  readonly x: number;
  readonly y: number;
  readonly endX: number;
  readonly endY: number;
}

/** Adds the pairs of the way that comes furthest, and answers where it ends: at the end, or past so many edits. */
function takeWay(
  left: readonly number[],
  right: readonly number[],
  { x, y, endX, endY }: Window,
  pairs: Pairs,
): [number, number] {
  const width = endX - x;
  const height = endY - y;
  /** Of each number of edits the furthest x by diagonal; the diagonal k is at `k + edits`. */
  const trace: Int32Array[] = [];
  for (let edits = 0; ; edits += 1) {
    const before = trace.at(-1);
    const reach = new Int32Array(2 * edits + 1).fill(-1);
    trace.push(reach);
    let best = 0;
    let bestK = 0;
    for (let k = -edits; k <= edits; k += 2) {
      let at = before ? startOf(before, edits - 1, k) : 0;
      if (at > width || at - k > height || at < 0 || at - k < 0) continue;
      while (at < width && at - k < height && left[x + at] === right[y + at - k]) at += 1;
      reach[k + edits] = at;
      if (2 * at - k > best) [best, bestK] = [2 * at - k, k];
      if (at === width && at - k === height) {
        backtrack(trace, k, { x, y }, pairs);
        return [endX, endY];
      }
    }
    if (edits >= MOST_EDITS) {
      const at = backtrack(trace, bestK, { x, y }, pairs);
      return [x + at, y + at - bestK];
    }
  }
}

/** Where a diagonal is entered from those of one edit less: from the side that has come further. */
function startOf(before: Int32Array, edits: number, k: number): number {
  const fromAbove = before[k + 1 + edits] ?? -1;
  const fromLeft = before[k - 1 + edits] ?? -1;
  // Down keeps x; right adds one. A diagonal that was left out counts for nothing.
  const right = fromLeft < 0 ? -1 : fromLeft + 1;
  return Math.max(fromAbove, right);
}

/** Follows a way back to its start and adds its pairs in order; answers how far on the left it goes. */
function backtrack(
  trace: readonly Int32Array[],
  lastK: number,
  { x, y }: { x: number; y: number },
  pairs: Pairs,
): number {
  const found: Pairs = [];
  let k = lastK;
  const end = trace.at(-1)?.[k + trace.length - 1] ?? 0;
  let at = end;
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const before = edits > 0 ? trace[edits - 1] : undefined;
    const start = before ? startOf(before, edits - 1, k) : 0;
    for (; at > start; at -= 1) found.push([x + at - 1, y + at - 1 - k]);
    if (!before) break;
    const fromAbove = before[k + 1 + edits - 1] ?? -1;
    if (fromAbove === start) k += 1;
    else {
      k -= 1;
      at -= 1;
    }
  }
  pairs.push(...found.toReversed());
  return end;
}
