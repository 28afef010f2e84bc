import { appendFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BuildEvent } from '../../src/core/build/event.ts';
import { fileBuildId } from '../../src/main/host/ingest/build-id.ts';
import { CHECKPOINT_EVERY } from '../../src/main/host/store/checkpoints.ts';
import { seededRandom } from '../../src/core/random.ts';
import { type HostProcess, type Launched, launchHost } from './host-process.ts';
import { type KillReport, type Lived, verdict } from './kill-report.ts';
import { PatientProducer } from './patient-producer.ts';
import { Upcoming } from './upcoming.ts';
import { Watcher } from './watcher.ts';

const BUILDS = ['crash-1', 'crash-2', 'crash-3', 'crash-4'];
const FORMAT = 'ratchet-events';
/** Milliseconds by which a host has begun to serve, more or less. */
const START = 150;

/** When a host is killed: how often of a hundred. */
const moments = { starting: 15, welcomed: 10, idle: 10, checkpoint: 15, burst: 50 } as const;
export type Moment = keyof typeof moments;

/**
 * Starts a host, feeds it, ends it with SIGKILL; again and again, on one folder. One producer, one
 * followed file and one watching client live through all of it. Everything that is chosen is chosen
 * by the seed; what the machine makes of it is its own.
 */
export async function killLoop(
  kills: number,
  seed: number,
  progress: (killed: number) => void = () => {},
): Promise<KillReport> {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ratchet-crash-'));
  const dataDir = join(folder, 'data');
  const file = join(folder, 'followed.ndjson');
  const followed = fileBuildId(file, FORMAT, null, 1);
  const producer = new PatientProducer();
  const serving = new Upcoming<HostProcess>();
  const watcher = new Watcher(async () => (await serving.get()).channel());
  for (const build of [...BUILDS, followed]) watcher.watch(build);
  watcher.client.open();
  const starts: number[] = [];
  const killed: Record<Moment, number> = {
    starting: 0,
    welcomed: 0,
    idle: 0,
    checkpoint: 0,
    burst: 0,
  };
  const lines: string[] = [];
  const counts = new Map<string, number>();
  let running: Launched | null = null;
  let following = false;

  const publish = (build: string, size: number) => {
    const key = `p${producer.sent.length}`;
    const events = Array.from({ length: size }, (_, index) => eventOf(`${key}.${index}`, below));
    counts.set(build, (counts.get(build) ?? 0) + size);
    producer.publish({ build, key, events });
  };
  const append = () => {
    const text = `line ${lines.length}`;
    lines.push(text);
    appendFileSync(file, `${JSON.stringify({ kind: 'notice', at: 1000, text })}\n`);
  };
  const start = async () => {
    const began = performance.now();
    running = launchHost(dataDir);
    const host = await running.ready;
    serving.set(host);
    await watcher.until(() => watcher.client.link.phase === 'live');
    starts.push(performance.now() - began);
    await producer.connect(host);
    if (!following) {
      const body = { paths: [file], format: FORMAT };
      following = (await host.call('/v1/sources', { method: 'POST', body })).ok;
    }
    return host;
  };
  const kill = async () => {
    serving.set(null);
    await running?.end('SIGKILL');
    producer.disconnect();
    await watcher.until(() => watcher.client.link.phase !== 'live');
  };

  const feed: Record<Exclude<Moment, 'starting'>, () => Promise<void>> = {
    welcomed: async () => {},
    async idle() {
      publish(BUILDS[below(BUILDS.length)] ?? '', 1 + below(5));
      append();
      await producer.drained();
      await wait(below(20));
    },
    /** As many events as lead to the build's next checkpoint, and a few more. */
    async checkpoint() {
      const build = BUILDS[below(BUILDS.length)] ?? '';
      let missing = CHECKPOINT_EVERY - ((counts.get(build) ?? 0) % CHECKPOINT_EVERY) + 20;
      for (; missing > 0; missing -= 60) publish(build, 60);
      await wait(below(60));
    },
    /** Bursts of different sizes into different builds; nobody waits for an answer. */
    async burst() {
      const deadline = performance.now() + 5 + below(60);
      while (performance.now() < deadline) {
        const build = BUILDS[below(BUILDS.length)] ?? '';
        for (let count = 1 + below(12); count > 0; count -= 1) publish(build, 1 + below(2));
        if (below(3) === 0) append();
        await wait(below(5));
      }
    },
  };

  try {
    append();
    for (let count = 0; count < kills; count += 1) {
      // The first ones die while the folder and the database are being made.
      const moment = count < 3 ? 'starting' : momentOf(below(100));
      if (moment === 'starting') {
        running = launchHost(dataDir);
        await wait(below(START));
      } else {
        await start();
        await feed[moment]();
      }
      await kill();
      killed[moment] += 1;
      progress(count + 1);
    }
    const host = await start();
    await producer.drained();
    const lived: Lived = { producer, watcher, followed: { build: followed, lines }, dataDir };
    const report = await verdict(host, lived);
    serving.set(null);
    watcher.client.close();
    producer.disconnect();
    const ended = await running?.end('SIGTERM');
    if (ended?.code !== 0) throw new Error(`the last host ended with ${ended?.code}`);
    return { ...report, killed, starts: starts.toSorted((a, b) => a - b) };
  } finally {
    watcher.client.close();
    producer.disconnect();
    await running?.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Most are small; one in fifty has a body that is set apart. */
function eventOf(name: string, below: (limit: number) => number): BuildEvent {
  if (below(50) > 0) return { kind: 'notice', at: 1000, text: name };
  const text = `${name} `.repeat(3000);
  return { kind: 'tool.started', at: 1000, call: name, name: 'Write', input: { as: 'text', text } };
}

function momentOf(pick: number): Moment {
  let rest = pick;
  for (const [moment, share] of Object.entries(moments) as [Moment, number][]) {
    if (rest < share) return moment;
    rest -= share;
  }
  return 'burst';
}
