import { tookOf } from './known-time.ts';
import type { BuildState, Node } from './state.ts';

/** The calls of one tool that have ended: how many, and how long those took of which it is known, in rising order. */
export interface ToolTimes {
  readonly name: string;
  readonly calls: number;
  readonly durations: readonly number[];
  readonly total: number;
  readonly failed: number;
}

interface Share {
  readonly durations: number[];
  calls: number;
  failed: number;
}

/** Chunks are never changed in place, so each is read once for all the states that share it. */
const byChunk = new WeakMap<readonly Node[], ReadonlyMap<string, Share>>();

/** The list of running tools is another one whenever a call starts or ends, and only then. */
const byRunning = new WeakMap<readonly number[], ReadonlyMap<string, ToolTimes>>();

/** The times of the calls of each tool, by its name. Costs what is new since it was asked last. */
export function toolTimesOf(state: BuildState): ReadonlyMap<string, ToolTimes> {
  const known = byRunning.get(state.running);
  if (known) return known;
  const shares = new Map<string, Share>();
  for (const chunk of state.nodes.chunks) {
    for (const [name, { durations, calls, failed }] of shareOf(chunk)) {
      const share = shares.get(name) ?? { durations: [], calls: 0, failed: 0 };
      for (const duration of durations) share.durations.push(duration);
      share.calls += calls;
      share.failed += failed;
      shares.set(name, share);
    }
  }
  const times = new Map<string, ToolTimes>();
  for (const [name, { durations, calls, failed }] of shares) {
    durations.sort((a, b) => a - b);
    const total = durations.reduce((sum, duration) => sum + duration, 0);
    times.set(name, { name, calls, durations, total, failed });
  }
  byRunning.set(state.running, times);
  return times;
}

function shareOf(chunk: readonly Node[]): ReadonlyMap<string, Share> {
  const known = byChunk.get(chunk);
  if (known) return known;
  const shares = new Map<string, Share>();
  for (const node of chunk) {
    if (node.kind !== 'tool' || node.outcome === null) continue;
    const share = shares.get(node.name) ?? { durations: [], calls: 0, failed: 0 };
    const took = tookOf(node);
    if (took !== null) share.durations.push(took);
    share.calls += 1;
    if (node.outcome === 'failed') share.failed += 1;
    shares.set(node.name, share);
  }
  byChunk.set(chunk, shares);
  return shares;
}

/** The middle of values in rising order; of an even number the lower one of both, which is a value that occurred. */
export const medianOf = (sorted: readonly number[]): number | null =>
  sorted[Math.floor((sorted.length - 1) / 2)] ?? null;

/** How many of these took longer: 0 is the longest. */
export function slowerThan(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return sorted.length - low;
}
