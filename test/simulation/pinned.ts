import { faultsSchema } from '../../src/core/sync/faults/faults.ts';
import type { Step } from './steps.ts';

const publish = (build: string): Step => ({
  do: 'publish',
  producer: 0,
  build,
  events: 1,
  large: false,
  unheard: false,
});

/**
 * Schedules that found something, as they were shrunk, run before all others. They are kept as steps
 * and not as seeds, because a seed means another schedule as soon as a kind of step is added.
 */
export const pinned: readonly {
  readonly found: string;
  readonly seed: number;
  readonly steps: readonly Step[];
}[] = [
  {
    found: 'all seemed current on connections to a host that had died, and was there again',
    seed: 999,
    steps: [{ do: 'die', host: 0, at: 'now', nth: 0, told: false }],
  },
  {
    found: 'a watcher seemed current on a line whose close it heard of six seconds later',
    seed: 2906,
    steps: [{ do: 'faults', command: { do: 'cut', watcher: 'w3', milliseconds: 1 } }],
  },
  {
    found: 'a report of counters was dropped, and nothing new was there to be told',
    seed: 2579,
    steps: [
      {
        do: 'faults',
        command: { do: 'set', watcher: 'w1', faults: faultsSchema.parse({ drop: 0.3 }) },
      },
      { do: 'pass', milliseconds: 3000 },
      publish('a'),
      publish('c'),
      { do: 'go', picks: [0, 0, 0] },
      { do: 'pass', milliseconds: 2000 },
    ],
  },
];
