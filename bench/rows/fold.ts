import { reduceAll } from '../../src/core/build/reduce.ts';
import { emptyState } from '../../src/core/build/state.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { row } from '../harness/result.ts';
import { timed } from '../harness/latency.ts';
import { contest } from '../harness/rounds.ts';
import { someBuild } from '../support/events.ts';

const WINDOW = 100;
const ROUNDS = 41;

/** Folding one event into a small build and into a large one, that grow on in turns. */
export const fold: Benchmark = async () => {
  const events = someBuild(100_000 + WINDOW * (ROUNDS + 1));
  const growing = (size: number) => {
    let state = reduceAll(emptyState, events.slice(0, size));
    let at = size;
    return () => {
      const next = events.slice(at, at + WINDOW);
      at += WINDOW;
      return (timed(() => (state = reduceAll(state, next))) * 1000) / WINDOW;
    };
  };
  // The large one is made first, which warms the reducer up for both.
  const of = { late: growing(100_000), early: growing(1000) };
  const cost = await contest({ of, rounds: ROUNDS });
  return [
    row({
      name: 'folding an event into a 100,000-event build',
      value: cost.late,
      unit: 'µs',
      against: { name: 'into a 1,000-event build', value: cost.early },
      target: { of: 'ratio', is: 'at most', limit: 1.2 },
    }),
  ];
};
