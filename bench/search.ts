import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startHost } from '../src/main/host/host.ts';
import type { SearchAnswer } from '../src/core/search/answer.ts';
import { askLines } from '../src/cli/ask-lines.ts';
import { hasRecordings, repeatApart, sessionsOf } from './support/repeated.ts';

// What full-text search costs: indexes an import, and looks for words in it. Reports, and never fails:
// `npm run bench:search [-- --megabytes 100]`.

const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '100' } } });
const folder = mkdtempSync(join(tmpdir(), 'ratchet-bench-search-'));
const sessions = join(folder, 'sessions');
const dataDir = join(folder, 'data');
mkdirSync(sessions);
const kinds = ['claude-transcript', 'codex-rollout', 'claude-stream-json'].flatMap(sessionsOf);
repeatApart(sessions, kinds, Number(values.megabytes) * 1e6);

const resourcesDir = join(import.meta.dirname, '../resources');
const open = () =>
  startHost({ dataDir, resourcesDir, rendererDir: null, port: 0, version: '', environment: {} });
type Host = Awaited<ReturnType<typeof open>>;

async function ask({ address, token }: Host, query: string): Promise<SearchAnswer> {
  const headers = { authorization: `Bearer ${token}` };
  const asked = new URLSearchParams({ q: query });
  const response = await fetch(`${address}/v1/search?${asked}`, { headers });
  return (await response.json()) as SearchAnswer;
}

async function indexed(host: Host): Promise<void> {
  while ((await ask(host, '')).indexing > 0) await setTimeout(100);
}

const megabytes = (path: string) => Number((statSync(path).size / 1e6).toFixed(1));
const seconds = (since: number) => Number(((performance.now() - since) / 1000).toFixed(1));

let host = await open();
let begun = performance.now();
const { port } = new URL(host.address);
const link = { port: Number(port), token: host.token, address: host.address, isOurs: true };
const reports = askLines(
  { ...link, close: () => host.close() },
  '/v1/imports',
  { paths: [sessions] },
  new AbortController().signal,
);
for await (const _ of reports);
const imported = seconds(begun);
begun = performance.now();
await indexed(host);
const after = seconds(begun);
await host.close();

rmSync(join(dataDir, 'search.db'));
host = await open();
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
begun = performance.now();
await indexed(host);
const alone = seconds(begun);
delay.disable();

const queries = [
  'error',
  'the',
  're',
  'test fail',
  'src/',
  '"exit code"',
  'migr',
  'import func',
  'zzz',
];
const times: number[] = [];
for (const query of queries) {
  const own: number[] = [];
  let answer: SearchAnswer | null = null;
  for (let turn = 0; turn < 20; turn += 1) {
    begun = performance.now();
    answer = await ask(host, query);
    own.push(performance.now() - begun);
  }
  times.push(...own);
  own.sort((a, b) => a - b);
  const hits = answer?.builds.reduce((sum, { total }) => sum + total, 0);
  console.log(
    `${query}: ${answer?.total} builds, ${hits} hits in those shown, median ${own[10]?.toFixed(1)} ms`,
  );
}
times.sort((a, b) => a - b);
await host.close();
console.table({
  recordings: hasRecordings,
  'sessions MB': Number(values.megabytes),
  'log MB': megabytes(join(dataDir, 'ratchet.db')),
  'index MB': megabytes(join(dataDir, 'search.db')),
  'import s': imported,
  'and then until indexed s': after,
  'indexed alone s (with 1 s of rest)': alone,
  'loop p99 ms': delay.percentile(99) / 1e6,
  'loop max ms': delay.max / 1e6,
  'search p50 ms': times[Math.floor(times.length / 2)],
  'search p95 ms': times[Math.floor(times.length * 0.95)],
});
rmSync(folder, { recursive: true, force: true });
