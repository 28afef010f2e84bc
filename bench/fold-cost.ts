import { reduceAll } from '../src/core/build/reduce.ts';
import { emptyState } from '../src/core/build/state.ts';
import { someBuild } from './support/events.ts';

const WINDOW = 100;
const ROUNDS = 21;
const GROWN = WINDOW * ROUNDS;

/** Microseconds to fold one event when a build has some 1,000 events, and when it has 100,000. */
export function foldCost(): { early: number; late: number } {
  const events = someBuild(100_000 + GROWN);
  // Two builds that grow on, in turns, so that a change of the machine's speed meets both. Warmed up
  // by the folding of the large one.
  let large = reduceAll(emptyState, events.slice(0, 100_000));
  let small = reduceAll(emptyState, events.slice(0, 1000));
  const early: number[] = [];
  const late: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = round * WINDOW;
    const [a, b] = [events.slice(1000 + from), events.slice(100_000 + from)];
    early.push(timed(() => (small = reduceAll(small, a.slice(0, WINDOW)))));
    late.push(timed(() => (large = reduceAll(large, b.slice(0, WINDOW)))));
  }
  const middle = (list: number[]) => list.toSorted((x, y) => x - y)[ROUNDS >> 1] ?? 0;
  return { early: middle(early), late: middle(late) };
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return ((performance.now() - began) * 1000) / WINDOW;
}
