import { parseArgs } from 'node:util';
import { schedule, simulate, type Step } from './simulate.ts';

// `npm run test:simulation -- --runs 10000`, or `-- --seed 42` to repeat one.

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    steps: { type: 'string', default: '200' },
    seed: { type: 'string' },
  },
});
const only = values.seed === undefined ? null : Number(values.seed);
const first = only ?? 1;
const last = only ?? Number(values.runs);
const began = performance.now();
let failures = 0;

for (let seed = first; seed <= last; seed += 1) {
  const steps = schedule(seed, Number(values.steps));
  const wrong = await simulate(steps, seed);
  if (wrong.length === 0) continue;
  failures += 1;
  console.log(`seed ${seed}: ${wrong.join('; ')}`);
  console.log(JSON.stringify(await shrink(steps, seed)));
}
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(
  `${last - first + 1} schedules of ${values.steps} steps, ${failures} wrong, ${seconds} s`,
);
process.exitCode = failures === 0 ? 0 : 1;

/** Leaves out whatever the schedule goes wrong without: halves first, then single steps. */
async function shrink(steps: readonly Step[], seed: number): Promise<readonly Step[]> {
  let least = steps;
  for (
    let size = Math.ceil(steps.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let at = 0; at < least.length;) {
      const fewer = [...least.slice(0, at), ...least.slice(at + size)];
      if ((await simulate(fewer, seed)).length > 0) least = fewer;
      else at += size;
    }
  }
  return least;
}
