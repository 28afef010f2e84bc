import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { GENESIS, nextDigest } from '../../src/core/sync/digest.ts';
import { type BuildDelta, feedMessageSchema } from '../../src/core/sync/messages.ts';
import { textOf } from '../../src/main/host/server/ws-channel.ts';
import { seededRandom } from '../support/world.ts';
import { type HostProcess, startHostProcess } from './host-process.ts';

const BUILD = 'crash';
const answerSchema = z.object({
  type: z.literal('accepted'),
  key: z.string(),
  version: z.number(),
});

export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  readonly announced: number;
  /** Acknowledged events that are not in the log, or in it more than once. */
  readonly lost: number;
  readonly doubled: number;
  /** Announced versions that the log no longer has, or has with another digest. */
  readonly reused: number;
  /** Milliseconds from the start of the process to its first `welcome`, in order. */
  readonly starts: readonly number[];
}

/** Starts a host, feeds it, kills it with SIGKILL at a random moment; again and again, on one folder. */
export async function killLoop(kills: number, seed: number): Promise<KillReport> {
  const random = seededRandom(seed);
  const dataDir = mkdtempSync(join(tmpdir(), 'ratchet-crash-'));
  const acknowledged = new Set<string>();
  const announced = new Map<number, string>();
  const starts: number[] = [];
  let sent = 0;
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const began = performance.now();
      const host = await startHostProcess(dataDir);
      const watching = watch(host, announced);
      await watching.welcomed;
      starts.push(performance.now() - began);
      const producer = host.socket('/v1/ingest');
      producer.on('error', () => {});
      producer.on('message', (data) => {
        const answer = answerSchema.safeParse(JSON.parse(textOf(data)));
        if (answer.success) acknowledged.add(answer.data.key);
      });
      await once(producer, 'open');
      const deadline = performance.now() + 5 + random() * 60;
      while (performance.now() < deadline) {
        // Bursts of different sizes; nobody waits for an answer.
        for (let burst = 1 + Math.floor(random() * 20); burst > 0; burst -= 1) {
          sent += 1;
          const key = `event-${sent}`;
          const events = [{ kind: 'notice', at: 1000, text: key }];
          producer.send(JSON.stringify({ type: 'publish', build: BUILD, key, events }));
        }
        await wait(random() * 4);
      }
      await host.kill();
      producer.terminate();
      watching.close();
    }
    const log = await readLog(dataDir);
    const count = new Map<string, number>();
    for (const { text } of log) count.set(text, (count.get(text) ?? 0) + 1);
    return {
      kills,
      acknowledged: acknowledged.size,
      announced: announced.size,
      lost: [...acknowledged].filter((key) => !count.has(key)).length,
      doubled: [...count.values()].filter((times) => times > 1).length,
      reused: [...announced].filter(([version, digest]) => log[version - 1]?.digest !== digest)
        .length,
      starts: starts.toSorted((a, b) => a - b),
    };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Notes every version that the host announces, with its digest. */
function watch(host: HostProcess, announced: Map<number, string>) {
  const socket = host.socket('/v1/stream');
  socket.on('error', () => {});
  const welcomed = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const message = feedMessageSchema.parse(JSON.parse(textOf(data)));
      if (message.type === 'welcome') {
        const stream = `build/${BUILD}`;
        socket.send(JSON.stringify({ type: 'watch', stream, ask: 1 }));
        resolve();
      } else if (message.type === 'delta') {
        const { stream, base, version, digest, events } = message as BuildDelta;
        let chained = announced.get(base) ?? (base === 0 ? GENESIS : null);
        events.forEach((event, index) => {
          chained = chained === null ? null : nextDigest(chained, JSON.stringify(event));
          if (chained !== null) announced.set(base + index + 1, chained);
        });
        announced.set(version, digest);
        socket.send(JSON.stringify({ type: 'ack', stream, version }));
      } else if (message.type === 'snapshot') {
        const { stream, version, digest } = message;
        if (version > 0) announced.set(version, digest);
        socket.send(JSON.stringify({ type: 'ack', stream, version }));
      }
    });
  });
  socket.once('open', () =>
    socket.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'crash' })),
  );
  return { welcomed, close: () => socket.terminate() };
}

const lineSchema = z.object({ version: z.number(), event: z.looseObject({ text: z.string() }) });

/** The log as the last host serves it, with the digests recomputed from its events. */
async function readLog(dataDir: string): Promise<{ text: string; digest: string }[]> {
  const host = await startHostProcess(dataDir);
  const url = `http://127.0.0.1:${host.port}/v1/builds/${BUILD}/events`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${host.token}` } });
  const lines = (await response.text()).split('\n').filter(Boolean);
  const code = await host.terminate();
  if (code !== 0) throw new Error(`the host ended with ${code} when it was asked to`);
  let digest = GENESIS;
  return lines.map((line, index) => {
    const parsed: unknown = JSON.parse(line);
    const { version, event } = lineSchema.parse(parsed);
    if (version !== index + 1) throw new Error(`version ${version} stands in place ${index + 1}`);
    // The text as it was stored: a schema would write the keys in its own order.
    const body = line.slice(line.indexOf('"event":') + '"event":'.length, -1);
    digest = nextDigest(digest, body);
    return { text: event.text, digest };
  });
}
