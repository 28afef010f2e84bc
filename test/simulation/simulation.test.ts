import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describe as text, scheduleOf, type Verdict } from './check.ts';
import { pinned } from './pinned.ts';
import { checkAll } from './pool.ts';
import { simulate } from './simulation.ts';
import { boundaries, schedules, type Step } from './steps.ts';

const RUNS = 1000;
const STEPS = 200;

it.each(pinned)('pinned: $found', async ({ seed, steps }) => {
  expect((await simulate(seed, steps)).wrong).toEqual([]);
});

it(`${RUNS} schedules of ${STEPS} steps: every watcher is right at all times and current in the end (R1, R2, R3, R4, R5, R6, R10)`, async () => {
  const verdicts: Verdict[] = [];
  await checkAll(RUNS, STEPS, (verdict) => verdicts.push(verdict));
  const failures = verdicts.filter(({ failure }) => failure).map((bad) => text(bad, STEPS));
  expect(failures).toEqual([]);
  expect(verdicts).toHaveLength(RUNS);
  // A simulation that never met a fault proves nothing.
  const seen = new Set(verdicts.flatMap((verdict) => [...verdict.seen.keys()]));
  const faults = ['dropped', 'duplicated', 'reordered', 'delayed', 'stalled', 'cuts', 'restored'];
  const deaths = boundaries.map((boundary) => `died at ${boundary}`);
  const answers = ['current', 'delta', 'behind', 'ahead', 'diverged'].map(
    (answer) => `answered ${answer}`,
  );
  const all = [...faults, ...deaths, ...answers, 'answered in parts', 'stopped in order'];
  expect(all.filter((what) => !seen.has(what))).toEqual([]);
}, 240_000);

it('the same seed is the same run, to the last text; another seed is another', async () => {
  const trace = async (seed: number) => (await simulate(seed, scheduleOf(seed, STEPS))).trace;
  const first = await trace(7);
  expect(await trace(7)).toBe(first);
  expect(await trace(8)).not.toBe(first);
});

it('a schedule shrinks to the few steps that matter, wherever they stand in it', () => {
  const fails = (steps: readonly Step[]) => {
    const copied = steps.findIndex((step) => step.do === 'copy');
    return steps.slice(copied + 1).some((step) => step.do === 'restore') && copied !== -1;
  };
  const property = fc.property(schedules(STEPS), (steps) => !fails(steps));
  const { counterexample } = fc.check(property, { seed: 1 });
  expect(counterexample?.[0].map((step) => step.do)).toEqual(['copy', 'restore']);
});

const go: Step = { do: 'go', picks: [0, 0, 0, 0] };
const publish = (producer: number, events: number): Step => ({
  do: 'publish',
  producer,
  build: 'a',
  events,
  large: false,
  unheard: false,
});
const move = (host: number): Step => ({ do: 'move', watcher: 0, host });

it('two hosts that go on from one copy are two histories, and who moves between them is told so (R1, R4)', async () => {
  const shared: Step[] = [publish(0, 2), go, { do: 'copy', host: 0 }, { do: 'restore', host: 1 }];
  const apart: Step[] = [publish(0, 1), publish(2, 1), go, go];
  const told = async (...steps: Step[]) => {
    const { wrong, seen } = await simulate(1, steps);
    expect(wrong).toEqual([]);
    return [seen.get('answered diverged') ?? 0, seen.get('answered ahead') ?? 0];
  };
  expect(await told(...shared, move(1), go)).toEqual([0, 0]);
  expect(await told(...shared, ...apart, move(1), go)).toEqual([1, 0]);
  expect(await told(...shared, publish(0, 1), go, go, move(1), go)).toEqual([0, 1]);
});
