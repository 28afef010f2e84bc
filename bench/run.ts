import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureBuilt } from '../scripts/build.ts';
import { messageOf } from '../src/core/errors.ts';
import { help, readArguments } from './harness/arguments.ts';
import { commitName, describeMachine, versions } from './harness/machine.ts';
import { figure, type Report, type Row } from './harness/result.ts';
import { runOne } from './harness/run-one.ts';
import { tableOf } from './harness/table.ts';
import { benchmarks } from './rows/index.ts';

// Reports, and never fails because of a figure: `npm run bench [-- --quick] [-- --json FILE]`.

const names = Object.keys(benchmarks);
let given: ReturnType<typeof readArguments>;
try {
  given = readArguments(process.argv.slice(2), names);
} catch (error) {
  console.error(`${messageOf(error)}\n\n${help}`);
  process.exit(1);
}
if (given.list) console.log(names.join('\n'));
else await report();

async function report(): Promise<void> {
  await ensureBuilt();
  const began = performance.now();
  const shared = mkdtempSync(join(tmpdir(), 'ratchet-bench-shared-'));
  const header = {
    machine: describeMachine(shared),
    node: process.version,
    versions: versions(),
    commit: commitName(),
    date: new Date().toISOString(),
    quick: given.quick,
  };
  const title = titleOf(header);
  console.log(`${title}\n`);
  const results: Row[] = [];
  const chosen = given.only.length > 0 ? given.only : names;
  if (given.profile !== null) mkdirSync(given.profile, { recursive: true });
  try {
    for (const [index, name] of chosen.entries()) {
      const at = performance.now();
      const label = `[${index + 1}/${chosen.length}] ${name}`;
      const say = (text: string) => console.log(`${label}: ${text}`);
      const rows = await runOne(name, { ...given, shared, say });
      results.push(...rows);
      console.log(`${label}: ${rows.length} rows in ${seconds(at)} s`);
    }
  } finally {
    rmSync(shared, { recursive: true, force: true });
  }
  const whole: Report = { header: { ...header, seconds: Number(seconds(began)) }, results };
  console.log(`\n${title}\n\n${tableOf(results)}\n\n${summary(results)} ${seconds(began)} s.`);
  if (given.json === null) return;
  mkdirSync(dirname(given.json), { recursive: true });
  writeFileSync(given.json, `${JSON.stringify(whole, null, 2)}\n`);
}

function titleOf({ machine, ...about }: Omit<Report['header'], 'seconds'>): string {
  const { cpu, cores, memoryGiB, platform, fsyncMs, load } = machine;
  return [
    `${cores} × ${cpu}, ${memoryGiB} GiB, ${platform}; load ${figure(load)}`,
    `disk: fsync ${figure(fsyncMs.p50)} ms, p99 ${figure(fsyncMs.p99)} ms`,
    `Node ${about.node}, ${Object.entries(about.versions)
      .map((pair) => pair.join(' '))
      .join(', ')}`,
    `commit ${about.commit}, ${about.date}${about.quick ? '; quick: small sizes, few rounds' : ''}`,
  ].join('\n');
}

function summary(rows: readonly Row[]): string {
  const held = rows.filter(({ holds }) => holds !== null);
  const missed = held.filter(({ holds }) => !holds);
  const list = missed.map(({ name }) => `\n  missed: ${name}`).join('');
  return `${held.length - missed.length} of ${held.length} targets hold.${list}\n`;
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
