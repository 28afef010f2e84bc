import { Client } from '../../src/core/sync/client.ts';
import type { Channel } from '../../src/core/sync/channel.ts';
import { parseFeedMessage } from '../../src/core/sync/messages.ts';
import { Engine } from '../../src/main/host/engine.ts';
import { realWorld } from '../../src/main/host/world.ts';
import { join } from 'node:path';
import type { Benchmark } from '../harness/benchmark.ts';
import { row } from '../harness/result.ts';
import { median } from '../harness/rounds.ts';
import { someBuild } from '../support/events.ts';
import { BUILD, resourcesDir } from '../support/made-build.ts';

/**
 * What one event costs on the wire, against the whole state, which the seed's algorithm would send. Measured is what
 * Ratchet's own client is sent, which asks for short deltas; one that does not gets some 70 bytes more.
 */
export const deltaSize: Benchmark = async ({ quick, folder }) => {
  const engine = new Engine({ dataDir: join(folder, 'data'), resourcesDir }, realWorld);
  const events = someBuild(quick ? 1000 : 4000);
  const sizes: number[] = [];
  const overhead: number[] = [];
  const client = clientOf(engine, (text) => {
    const message = parseFeedMessage(text);
    if (message?.type !== 'delta') return;
    const bytes = Buffer.byteLength(text);
    sizes.push(bytes);
    const [only] = message.events;
    if (only?.kind === 'text.appended') overhead.push(bytes - Buffer.byteLength(only.text));
  });
  let shown = 0;
  client.watchBuild(BUILD, ({ version }) => (shown = version));
  client.open();
  // In memory a connection is open, and its questions are answered, within the turn.
  await new Promise((resolve) => setImmediate(resolve));
  const snapshots: number[] = [];
  for (const [index, event] of events.entries()) {
    await engine.processor.publish(BUILD, [event]);
    if (index % 50 === 0) {
      snapshots.push(Buffer.byteLength(JSON.stringify(engine.stateAt(BUILD)?.state)));
    }
  }
  client.close();
  await engine.close();
  if (shown !== events.length || sizes.length !== shown) {
    throw new Error(`${sizes.length} deltas led to version ${shown}, not ${events.length}.`);
  }
  const snapshot = median(snapshots);
  return [
    row({
      name: `delta, median over a ${events.length}-event build`,
      value: median(sizes),
      unit: 'bytes',
      against: { name: 'the snapshot', value: snapshot },
      target: { of: 'ratio', is: 'at most', limit: 0.02 },
    }),
    row({
      name: 'what a delta of one text has beside the text, median',
      value: median(overhead),
      unit: 'bytes',
      target: { of: 'value', is: 'at most', limit: 120 },
    }),
  ];
};

/** The client that a window has, on a line in memory; `heard` is each text that it is sent. */
function clientOf(engine: Engine, heard: (text: string) => void): Client {
  return new Client({
    ...realWorld,
    name: 'bench',
    watcher: 'bench',
    backoff: { first: 250, limit: 8000 },
    connect() {
      let toHost: (text: string) => void = () => {};
      let toClient: (text: string) => void = () => {};
      const ends: (() => void)[] = [];
      const close = () => {
        for (const end of ends.splice(0)) end();
      };
      const host: Channel = {
        send(text) {
          heard(text);
          toClient(text);
        },
        close,
        onMessage: (listener) => (toHost = listener),
        onClose: (listener) => void ends.push(listener),
      };
      engine.feed.accept(host);
      return Promise.resolve({
        send: (text) => toHost(text),
        close,
        onMessage: (listener) => (toClient = listener),
        onClose: (listener) => void ends.push(listener),
      });
    },
  });
}
