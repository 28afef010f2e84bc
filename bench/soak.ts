import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/build.ts';
import { commitName, describeMachine } from './harness/machine.ts';
import { figure } from './harness/result.ts';
import { Builds } from './soak/builds.ts';
import { HostAddress } from './soak/host-address.ts';
import { type Minute, type Sample, summarise } from './soak/samples.ts';
import { Watchers } from './soak/watchers.ts';

// A host over a long time: `npm run soak -- --minutes 60 [--json FILE]`. Reports, and never fails because
// of a figure.

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    builds: { type: 'string', default: '20' },
    watchers: { type: 'string', default: '10' },
    json: { type: 'string' },
  },
});
const length = Math.min(24 * 60, Math.max(1, Number(values.minutes) || 60));
/** Seconds between samples, and milliseconds between the batches of a build: 200 events a second in all. */
const EVERY = 5;
const INTERVAL = 500;
/**
 * Minutes that a process of the host lives. A host keeps some sixty builds in memory, and needs three
 * minutes to have met them: a life of five or more tells of its heap, a shorter one of the filling.
 */
const LIFE = length < 10 ? length / 2 : Math.max(5, length / 6);

await ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'ratchet-soak-'));
const dataDir = join(folder, 'data');
const machine = describeMachine(folder);
const header = {
  machine,
  node: process.version,
  commit: commitName(),
  date: new Date().toISOString(),
};
console.log(
  `${machine.cores} × ${machine.cpu}, load ${figure(machine.load)}, Node ${header.node}, commit ${header.commit}: ` +
    `${length} minutes, ${values.builds} builds, ${values.watchers} watchers, a restart every ${figure(LIFE)} minutes`,
);
const host = new HostAddress(dataDir);
await host.up();
const builds = new Builds(host, Number(values.builds), INTERVAL);
const watchers = new Watchers(host, builds, Number(values.watchers));
const samples: Sample[] = [];
const minutes: Minute[] = [];
const began = performance.now();
const now = () => (performance.now() - began) / 60_000;

async function sample(): Promise<void> {
  const running = await host.up();
  const { alive, rss } = await running.ask('memory');
  const files = await running.ask('files');
  const { size: databaseBytes } = statSync(join(dataDir, 'ratchet.db'));
  const seen = { minute: now(), run: host.restarts, alive, rss, files, databaseBytes };
  samples.push({ ...seen, events: builds.events });
}

let restartAt = LIFE;
let before = { events: 0, reconnects: 0, restarts: 0 };
console.log(
  'minute  events  p50 ms  p99 ms  max ms  alive MiB  rss MiB  files  database MB  reconnects',
);
while (minutes.length < length) {
  for (let at = 0; at < 60 / EVERY; at += 1) {
    const next = minutes.length + ((at + 1) * EVERY) / 60;
    await setTimeout(Math.max(0, (next - now()) * 60_000));
    await sample();
    // Early in a minute, so that its outage is over with it.
    if (at === 0 && now() >= restartAt) {
      restartAt += LIFE;
      await host.restart(host.restarts % 2 === 0 ? 'close' : 'kill');
    }
  }
  minute();
}
await watchers.stop();
await builds.stop();
const health = (await (await host.up()).call('GET', '/v1/health')) as { outOfOrder: number };
await host.close();

const summary = {
  ...summarise(samples, minutes),
  gaps: watchers.gaps,
  outOfOrder: health.outOfOrder,
};
console.log('');
for (const [name, value] of Object.entries(summary))
  console.log(`${name.padEnd(22)}${figure(value)}`);
if (values.json !== undefined) {
  mkdirSync(dirname(values.json), { recursive: true });
  const told = { header: { ...header, minutes: length }, summary, minutes, samples };
  writeFileSync(values.json, `${JSON.stringify(told, null, 2)}\n`);
}
rmSync(folder, { recursive: true, force: true });
process.exit();

function minute(): void {
  const { times, reconnects } = watchers;
  const { restarts } = host;
  const told: Minute = {
    minute: minutes.length + 1,
    events: builds.events - before.events,
    p50: times.at(50),
    p99: times.at(99),
    max: times.max,
    reconnects: reconnects - before.reconnects,
    restarted: before.restarts !== restarts,
  };
  minutes.push(told);
  times.reset();
  before = { events: builds.events, reconnects, restarts };
  const last = samples.at(-1);
  const cells = [told.minute, told.events, told.p50, told.p99, told.max, last?.alive ?? NaN];
  const more = [last?.rss ?? NaN, last?.files ?? NaN, (last?.databaseBytes ?? NaN) / 1e6];
  const line = [...cells, ...more, told.reconnects]
    .map((cell) => figure(cell).padStart(8))
    .join('');
  console.log(`${line}${told.restarted ? '  the host was started again' : ''}`);
}
