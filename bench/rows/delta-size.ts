import { Engine } from '../../src/main/host/engine.ts';
import { realWorld } from '../../src/main/host/world.ts';
import type { Channel } from '../../src/core/sync/channel.ts';
import { GENESIS } from '../../src/core/sync/digest.ts';
import { PROTOCOL } from '../../src/core/sync/messages.ts';
import { join } from 'node:path';
import type { Benchmark } from '../harness/benchmark.ts';
import { row } from '../harness/result.ts';
import { median } from '../harness/rounds.ts';
import { someBuild } from '../support/events.ts';
import { BUILD, resourcesDir } from '../support/made-build.ts';

const stream = `build/${BUILD}` as const;

/** What one event costs on the wire, against the whole state, which the seed's algorithm would send. */
export const deltaSize: Benchmark = async ({ quick, folder }) => {
  const engine = new Engine({ dataDir: join(folder, 'data'), resourcesDir }, realWorld);
  const events = someBuild(quick ? 1000 : 4000);
  const sizes: number[] = [];
  const overhead: number[] = [];
  let hear: (text: string) => void = () => {};
  const channel: Channel = {
    send(text) {
      const message = JSON.parse(text) as {
        type: string;
        version: number;
        events: { kind: string; text?: string }[];
      };
      if (message.type !== 'delta') return;
      const bytes = Buffer.byteLength(text);
      sizes.push(bytes);
      const [only] = message.events;
      if (only?.kind === 'text.appended') overhead.push(bytes - Buffer.byteLength(only.text ?? ''));
      hear(JSON.stringify({ type: 'ack', stream, version: message.version }));
    },
    close: () => {},
    onMessage: (listener) => (hear = listener),
    onClose: () => {},
  };
  engine.feed.accept(channel);
  hear(JSON.stringify({ type: 'hello', protocol: PROTOCOL, client: 'bench' }));
  const since = { version: 0, digest: GENESIS };
  hear(JSON.stringify({ type: 'watch', stream, since, ask: 1 }));
  const snapshots: number[] = [];
  for (const [index, event] of events.entries()) {
    await engine.processor.publish(BUILD, [event]);
    if (index % 50 === 0) {
      snapshots.push(Buffer.byteLength(JSON.stringify(engine.stateAt(BUILD)?.state)));
    }
  }
  await engine.close();
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
