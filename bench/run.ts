import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bare } from './contenders/bare.ts';
import type { Contender } from './contenders/contender.ts';
import { ratchet } from './contenders/ratchet.ts';
import { seed } from './contenders/seed.ts';
import { foldCost } from './fold-cost.ts';
import { someBuild } from './support/events.ts';

// Reports, and never fails: `npm run bench [-- --quick] [-- --json FILE]`.

interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly comparison: string;
  readonly ratio: number;
  readonly target: string;
  readonly holds: boolean;
}

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'string' } },
});
const events = someBuild(values.quick ? 1000 : 4000);
const WATCHERS = 4;
const ROUNDS = values.quick ? 3 : 5;

const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

async function measure(contender: Contender, rounds: number): Promise<number> {
  const rates: number[] = [];
  // One more round than counted: the first warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'ratchet-bench-'));
    const { perSecond } = await contender(folder, events, WATCHERS);
    if (round > 0 || rounds === 1) rates.push(perSecond);
    rmSync(folder, { recursive: true, force: true });
  }
  return median(rates);
}

const ours = await measure(ratchet, ROUNDS);
const limit = await measure(bare, ROUNDS);
const theirs = await measure(seed, 1);
const fold = foldCost();
const name = `events/s, durable and delivered to ${WATCHERS} watchers, ${events.length}-event build`;
const rows: Row[] = [
  row(
    name,
    ours,
    'events/s',
    `the seed's algorithm: ${theirs.toFixed(0)}`,
    ours / theirs,
    '>= 200',
    200,
  ),
  row(name, ours, 'events/s', `a bare loop: ${limit.toFixed(0)}`, ours / limit, '>= 0.5', 0.5),
  {
    name: 'cost of folding an event in a 100,000-event build',
    value: fold.late,
    unit: 'µs',
    comparison: `in a 1,000-event build: ${fold.early.toFixed(2)}`,
    ratio: fold.late / fold.early,
    target: '<= 1.2',
    holds: fold.late / fold.early <= 1.2,
  },
];

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
);
console.table(
  rows.map((one) => ({
    ...one,
    value: Number(one.value.toFixed(2)),
    ratio: Number(one.ratio.toFixed(2)),
  })),
);
if (values.json) writeFileSync(values.json, `${JSON.stringify({ results: rows }, null, 2)}\n`);

function row(
  label: string,
  value: number,
  unit: string,
  comparison: string,
  ratio: number,
  target: string,
  least: number,
): Row {
  return { name: label, value, unit, comparison, ratio, target, holds: ratio >= least };
}
