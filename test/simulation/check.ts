import fc from 'fast-check';
import { schedules, type Step } from './steps.ts';
import { type Outcome, simulate } from './simulation.ts';

export interface Verdict {
  readonly seed: number;
  readonly seen: Outcome['seen'];
  /** What went wrong, with the shortest schedule found on which it does; null where nothing did. */
  readonly failure: { readonly wrong: readonly string[]; readonly steps: readonly Step[] } | null;
}

/**
 * The schedule that a seed stands for, run once; run again and again to shrink it where it fails.
 * @param length of the schedule, in steps
 */
export async function check(seed: number, length: number): Promise<Verdict> {
  let seen: Outcome['seen'] | null = null;
  let wrong: readonly string[] = [];
  const property = fc.asyncProperty(schedules(length), async (steps) => {
    const outcome = await simulate(seed, steps);
    seen ??= outcome.seen;
    if (outcome.wrong.length === 0) return true;
    ({ wrong } = outcome);
    return false;
  });
  // The time limit ends the shrinking; what was found until then is told.
  const { counterexample } = await fc.check(property, {
    seed,
    numRuns: 1,
    interruptAfterTimeLimit: SHRINKING,
  });
  const steps = counterexample?.[0];
  return { seed, seen: seen ?? new Map(), failure: steps ? { wrong, steps } : null };
}

/** The schedule itself, of which `check` runs and shrinks. */
export function scheduleOf(seed: number, length: number): Step[] {
  return fc.sample(schedules(length), { seed, numRuns: 1 })[0] ?? [];
}

/** Milliseconds spent on making one failure smaller. */
const SHRINKING = 60_000;

/** A failure as a person reads it, and the command that repeats it. */
export function describe({ seed, failure }: Verdict, length: number): string {
  if (!failure) return `seed ${seed}: nothing wrong`;
  const steps = failure.steps.map((step) => `  ${JSON.stringify(step)},`);
  return [
    `seed ${seed}: ${failure.wrong.join('; ')}`,
    `after ${failure.steps.length} steps that do:`,
    ...steps,
    `repeat: npm run test:simulation -- --seed ${seed} --steps ${length}`,
  ].join('\n');
}
