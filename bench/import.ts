import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hasRecordings, repeatApart, repeatInto, sessionsOf } from './support/repeated.ts';

// How fast old sessions are imported, until they are durable, and in how much memory. Reports, and never
// fails: `npm run bench:import [-- --megabytes 100] [-- --json FILE]`.

const { values } = parseArgs({
  options: { megabytes: { type: 'string', default: '100' }, json: { type: 'string' } },
});
const bytes = Number(values.megabytes) * 1e6;
const folder = mkdtempSync(join(tmpdir(), 'ratchet-bench-import-'));
const once = join(import.meta.dirname, 'support/import-once.ts');

const transcripts = sessionsOf('claude-transcript');
const rollouts = sessionsOf('codex-rollout');
const streams = sessionsOf('claude-stream-json');

/** Makes what is to be imported at a path. */
const cases: Readonly<Record<string, (path: string) => void>> = {
  'the largest transcript': (path) => copyFileSync(transcripts[0] ?? '', path),
  'one session (transcript)': (path) => repeatInto(path, transcripts.slice(0, 1), bytes),
  'one session (rollout)': (path) => repeatInto(path, rollouts.slice(0, 1), bytes),
  'many sessions in one file': (path) => repeatInto(path, streams, bytes),
  'many sessions, a file each': (path) => {
    mkdirSync(path);
    repeatApart(path, [...transcripts, ...rollouts, ...streams], bytes);
  },
};

const results = Object.entries(cases).map(([name, make], index) => {
  const path = join(folder, `${index}.jsonl`);
  make(path);
  const load = loadavg()[0] ?? 0;
  const measured = execFileSync(process.execPath, [once, path], { encoding: 'utf8' });
  rmSync(path, { recursive: true, force: true });
  return { name, load, ...(JSON.parse(measured) as Record<string, number>) };
});
rmSync(folder, { recursive: true, force: true });

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB; ` +
    `from ${hasRecordings ? 'recordings' : "the project's own fixtures"}. ` +
    'One run each; where the load is above the number of cores, judge by the CPU time.',
);
const rounded = ([name, value]: [string, unknown]) =>
  [name, typeof value === 'number' ? Number(value.toFixed(1)) : value] as const;
console.table(results.map((one) => Object.fromEntries(Object.entries(one).map(rounded))));
if (values.json) writeFileSync(values.json, `${JSON.stringify({ results }, null, 2)}\n`);
