import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ensureBuilt } from '../scripts/build.ts';
import { startHeadless, usageOf } from './support/headless.ts';
import { type MadeSession, makeSession, makeSessions, nextLine } from './support/sessions.ts';

// What following thousands of session files costs: `npm run bench:watch [-- --files 5000] [-- --idle 30]`.

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '5000' },
    idle: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
});
const count = Number(values.files);
const idleSeconds = Number(values.idle);
const LINES = 20;

const sourcesSchema = z.object({
  sources: z.array(
    z.object({
      path: z.string(),
      status: z.object({ phase: z.string() }),
      builds: z.array(z.string()),
      offset: z.number(),
    }),
  ),
});

await ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'ratchet-bench-watch-'));
const sessions = makeSessions(join(folder, 'sessions'), count);
let host = await startHeadless(join(folder, 'data'));
const versions = new Map<string, number>();
let heard = () => {};
await host.watch((build, version) => {
  versions.set(build, version);
  heard();
});
const sources = async () => sourcesSchema.parse(await host.call('GET', '/v1/sources')).sources;

/** Milliseconds from writing something until the watcher has it. */
async function latency(write: () => void, has: () => boolean): Promise<number> {
  const began = performance.now();
  write();
  const told = new Promise<void>((resolve) => {
    heard = () => {
      if (has()) resolve();
    };
    heard();
  });
  await Promise.race([told, wait(20_000)]);
  return performance.now() - began;
}

function appended(session: MadeSession): Promise<number> {
  const build = () => [...versions].find(([id]) => id.includes(session.session));
  const before = build()?.[1] ?? 0;
  return latency(
    () => appendFileSync(session.path, nextLine(session)),
    () => (build()?.[1] ?? 0) > before,
  );
}

let no = count;
function created(): Promise<number> {
  let made: MadeSession | null = null;
  no += 1;
  const place = join(folder, 'sessions', `new-${no}`);
  return latency(
    () => (made = makeSession(place, no, 1)),
    () => made !== null && [...versions.keys()].some((id) => id.includes(made?.session ?? '?')),
  );
}

const began = performance.now();
const used = usageOf(host.pid);
await host.call('POST', '/v1/sources', { paths: [join(folder, 'sessions')] });
const answered = performance.now() - began;
// What runs now must not wait for the history: the newest session goes on while the rest is read.
const busy: number[] = [];
const [newest] = sessions;
if (newest) {
  for (let line = 0; line < 5; line += 1) {
    busy.push(await appended(newest));
    await wait(200);
  }
}
for (let file = 0; file < 3; file += 1) busy.push(await created());
const early = await sources();
const fractions = early.filter(({ offset }) => offset > 0).length / early.length;
const files = await allRead();
const readIn = (performance.now() - began) / 1000;
const bytes = files.reduce((sum, { offset }) => sum + offset, 0);
const afterReading = usageOf(host.pid);

// At rest it is when everything can be searched as well, which goes on behind the reading.
const answer = z.object({ indexing: z.number() });
while (answer.parse(await host.call('GET', '/v1/search?q=anything')).indexing > 0) await wait(500);
const searchableIn = (performance.now() - began) / 1000;
await wait(15_000);
const restBegan = usageOf(host.pid);
await wait(idleSeconds * 1000);
const rest = usageOf(host.pid);
const idle = ((rest.seconds - restBegan.seconds) / idleSeconds) * 100;

const step = Math.max(1, Math.floor(sessions.length / LINES));
const old: number[] = [];
for (let at = 0; at < sessions.length && old.length < LINES; at += step) {
  const session = sessions[at];
  if (session) old.push(await appended(session));
}
const fresh: number[] = [];
for (let file = 0; file < LINES / 2; file += 1) fresh.push(await created());

await host.close();
const again = performance.now();
host = await startHeadless(join(folder, 'data'));
await allRead();
const resumedIn = (performance.now() - again) / 1000;
const resumed = usageOf(host.pid);

console.table([
  { what: `files, ${(bytes / 2 ** 20).toFixed(0)} MiB: answered, ms`, value: round(answered) },
  { what: 'read and recorded, s', value: round(readIn) },
  { what: 'processor time of that, s', value: round(afterReading.seconds - used.seconds) },
  { what: 'searchable, s', value: round(searchableIn) },
  { what: 'read when the live lines had come, %', value: round(fractions * 100) },
  { what: 'memory after reading, MiB', value: round(afterReading.memory) },
  { what: 'memory at rest, MiB', value: round(rest.memory) },
  { what: 'started again: all followed, s', value: round(resumedIn) },
  { what: 'processor time of that, s', value: round(resumed.seconds) },
  { what: 'memory then, MiB', value: round(resumed.memory) },
  { what: 'processor at rest, % of a core (target < 2)', value: round(idle) },
]);
console.table([
  spread('line or file while the rest is read', busy),
  spread('line in one of the files (target < 500)', old),
  spread('new file in a new folder (target < 500)', fresh),
]);
await host.close();
rmSync(folder, { recursive: true, force: true });

/** Waits until every file was read to its end. */
async function allRead() {
  for (;;) {
    const all = await sources();
    const isOpen = ({ status }: (typeof all)[number]) =>
      status.phase === 'reading' || status.phase === 'waiting';
    if (all.length >= count && !all.some(isOpen)) return all;
    await wait(250);
  }
}

function spread(what: string, list: readonly number[]) {
  const sorted = list.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.ceil(share * sorted.length) - 1] ?? NaN);
  return { what, count: list.length, median: at(0.5), p95: at(0.95), max: at(1) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
