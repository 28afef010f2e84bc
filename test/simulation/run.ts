import { parseArgs } from 'node:util';
import { check, describe, type Verdict } from './check.ts';
import { checkAll } from './pool.ts';

// `npm run test:simulation -- --runs 10000`, or `-- --seed 42` to repeat one.

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    steps: { type: 'string', default: '200' },
    seed: { type: 'string' },
  },
});
const length = Number(values.steps);
const began = performance.now();
const seen = new Map<string, number>();
let runs = 0;
let failures = 0;

function take(verdict: Verdict): void {
  runs += 1;
  for (const [what, times] of verdict.seen) seen.set(what, (seen.get(what) ?? 0) + times);
  if (!verdict.failure) return;
  failures += 1;
  console.log(describe(verdict, length));
}

if (values.seed === undefined) await checkAll(Number(values.runs), length, take);
else take(await check(Number(values.seed), length));

const happened = [...seen].sort(([one], [other]) => (one < other ? -1 : 1));
console.log(happened.map(([what, times]) => `${what}: ${times}`).join(', '));
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(`${runs} schedules of ${length} steps, ${failures} wrong, ${seconds} s`);
process.exitCode = failures === 0 ? 0 : 1;
