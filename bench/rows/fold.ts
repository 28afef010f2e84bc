import type { BuildEvent } from '../../src/core/build/event.ts';
import { reduce, reduceAll } from '../../src/core/build/reduce.ts';
import { type BuildState, emptyState } from '../../src/core/build/state.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { row } from '../harness/result.ts';
import { timed } from '../harness/latency.ts';
import { contest } from '../harness/rounds.ts';
import { someBuild } from '../support/events.ts';

const WINDOW = 100;
const ROUNDS = 41;

/** As the processor folds: each state is seen. */
function oneByOne(state: BuildState, events: readonly BuildEvent[]): BuildState {
  let next = state;
  for (const event of events) next = reduce(next, event);
  return next;
}

/** Folding events into a small build and into a large one, that grow on in turns. */
export const fold: Benchmark = async () => {
  const events = someBuild(100_000 + WINDOW * (ROUNDS + 1));
  const growing = (size: number, add: typeof reduceAll) => {
    let state = reduceAll(emptyState, events.slice(0, size));
    let at = size;
    return () => {
      const next = events.slice(at, at + WINDOW);
      at += WINDOW;
      return (timed(() => (state = add(state, next))) * 1000) / WINDOW;
    };
  };
  // The large ones are made first, which warms the reducer up for all.
  const of = {
    late: growing(100_000, reduceAll),
    lateAlone: growing(100_000, oneByOne),
    early: growing(1000, reduceAll),
    earlyAlone: growing(1000, oneByOne),
  };
  const cost = await contest({ of, rounds: ROUNDS });
  const compared = (name: string, late: number, early: number) => ({
    name,
    value: late,
    unit: 'µs',
    against: { name: 'into a 1,000-event build', value: early },
  });
  return [
    row({
      ...compared('folding an event into a 100,000-event build', cost.late, cost.early),
      target: { of: 'ratio', is: 'at most', limit: 1.2 },
    }),
    // A part of what an event costs, which is promised as a whole: `growth-events` holds it to that.
    row(
      compared(
        'the same, event by event as the processor does it',
        cost.lateAlone,
        cost.earlyAlone,
      ),
    ),
  ];
};
