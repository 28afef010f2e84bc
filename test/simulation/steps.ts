import fc from 'fast-check';
import { type FaultCommand, faultsSchema } from '../../src/core/sync/faults/faults.ts';

export const BUILDS = ['a', 'b', 'c'] as const;
export const WATCHERS = 3;
/** The first two send to the first host, the third to the second. */
const PRODUCERS = 3;

/**
 * Where a process may die on the way of an event. Inside a commit there is only before and after: a
 * transaction is there as a whole or not at all, and `test/crash` kills a real one to see it.
 */
export const boundaries = [
  /** In a mailbox, and nothing else has happened. */
  'received',
  /** On its way to the file, and not in it. */
  'committing',
  /** In the file, and nobody knows. */
  'committed',
  /** Visible in the host, and told to nobody. */
  'folded',
  /** Told to some watchers, and not to the next. */
  'sending',
  /** Told to all watchers, and not to its producer. */
  'announced',
  /** Its producer was told, and not the next one of the same commit. */
  'answering',
] as const;
export type Boundary = (typeof boundaries)[number];

/** One thing that happens. A schedule of them, and its seed, say all of a run. */
export type Step =
  | {
      readonly do: 'publish';
      readonly producer: number;
      readonly build: string;
      readonly events: number;
      /** So large that a few of them make a snapshot smaller than the events. */
      readonly large: boolean;
      /** The answer does not reach the producer. */
      readonly unheard: boolean;
    }
  /** Gives again, under the same keys, whatever has no answer yet. */
  | { readonly do: 'resend'; readonly producer: number }
  | { readonly do: 'pass'; readonly milliseconds: number }
  /** Lets some of what is under way go on: turns, commits, connections. Each number picks one. */
  | { readonly do: 'go'; readonly picks: readonly number[] }
  | { readonly do: 'faults'; readonly command: FaultCommand }
  /** `after`: the file was written, and the host is told that it was not. */
  | { readonly do: 'fail'; readonly host: number; readonly when: 'before' | 'after' }
  /** Dies when it comes to the boundary for the n-th time. `told`: its connections are closed. */
  | {
      readonly do: 'die';
      readonly host: number;
      readonly at: Boundary | 'now';
      readonly nth: number;
      readonly told: boolean;
    }
  /** `stop` is in order: what waits is committed, and watchers are told. */
  | { readonly do: 'start' | 'stop' | 'copy' | 'restore'; readonly host: number }
  /** Goes to a host with everything that it has. */
  | { readonly do: 'move'; readonly watcher: number; readonly host: number }
  /** The same watcher again, with nothing. */
  | { readonly do: 'reload'; readonly watcher: number }
  /** Unwatches a build, or watches it again. */
  | { readonly do: 'toggle'; readonly watcher: number; readonly build: string };

const host = fc.constantFrom(0, 0, 0, 1);
const build = fc.constantFrom(...BUILDS);
const watcher = fc.nat(WATCHERS - 1);
const producer = fc.nat(PRODUCERS - 1);
const is = <Name extends Step['do']>(name: Name) => fc.constant(name);

const chance = fc.constantFrom(0, 0, 0, 0.1, 0.3, 0.6);
const label = fc.constantFrom('w1', 'w2', 'w3', 'w1', 'w2', 'w3', '*');
const faults = fc.oneof(
  { weight: 2, arbitrary: fc.constant(faultsSchema.parse({})) },
  { weight: 1, arbitrary: fc.constant(faultsSchema.parse({ drop: 1 })) },
  { weight: 1, arbitrary: fc.constant(faultsSchema.parse({ stall: true })) },
  {
    weight: 4,
    arbitrary: fc.record({
      drop: chance,
      duplicate: chance,
      reorder: chance,
      delay: fc.constantFrom(0, 0, 20, 300, 3000),
      stall: fc.constant(false),
    }),
  },
);
const command: fc.Arbitrary<FaultCommand> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('set' as const), watcher: label, faults }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('cut' as const),
      watcher: label,
      milliseconds: fc.integer({ min: 1, max: 4000 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'clear' as const }) },
);

const weighted: readonly [number, fc.Arbitrary<Step>][] = [
  [
    32,
    fc.record({
      do: is('publish'),
      producer,
      build,
      events: fc.integer({ min: 1, max: 3 }),
      large: fc.nat(15).map((one) => one === 15),
      unheard: fc.constantFrom(false, false, false, true),
    }),
  ],
  [3, fc.record({ do: is('resend'), producer })],
  [26, fc.record({ do: is('go'), picks: fc.array(fc.nat(4), { minLength: 1, maxLength: 4 }) })],
  [14, fc.record({ do: is('pass'), milliseconds: fc.constantFrom(1, 60, 500, 2000, 3000) })],
  [10, fc.record({ do: is('faults'), command })],
  [
    4,
    fc.record({ do: is('fail'), host, when: fc.constantFrom('before' as const, 'after' as const) }),
  ],
  [
    4,
    fc.record({
      do: is('die'),
      host,
      at: fc.constantFrom<Boundary | 'now'>('now', ...boundaries),
      nth: fc.nat(2),
      told: fc.boolean(),
    }),
  ],
  [4, fc.record({ do: is('start'), host: fc.nat(1) })],
  [1, fc.record({ do: is('stop'), host })],
  [1, fc.record({ do: is('copy'), host })],
  [1, fc.record({ do: is('restore'), host: fc.nat(1) })],
  [2, fc.record({ do: is('move'), watcher, host })],
  [1, fc.record({ do: is('reload'), watcher })],
  [2, fc.record({ do: is('toggle'), watcher, build })],
];
const step: fc.Arbitrary<Step> = fc.oneof(
  ...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })),
);

/** Schedules of just so many steps, which shrink to any fewer. */
export function schedules(length: number): fc.Arbitrary<Step[]> {
  return new Schedules(length);
}

class Schedules extends fc.Arbitrary<Step[]> {
  readonly #whole: fc.Arbitrary<Step[]>;
  readonly #part: fc.Arbitrary<Step[]>;

  constructor(length: number) {
    super();
    this.#whole = fc.array(step, { minLength: length, maxLength: length });
    this.#part = fc.array(step, { maxLength: length });
  }

  override generate(random: fc.Random) {
    return this.#whole.generate(random, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Step[] {
    return this.#part.canShrinkWithoutContext(value);
  }

  override shrink(value: Step[], context: unknown) {
    return this.#part.shrink(value, context);
  }
}
