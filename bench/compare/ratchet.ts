import { join } from 'node:path';
import { GENESIS } from '../../src/core/sync/digest.ts';
import { PROTOCOL } from '../../src/core/sync/messages.ts';
import { Engine } from '../../src/main/host/engine.ts';
import { defaultLimits } from '../../src/main/host/server/limits.ts';
import { channelOf } from '../../src/main/host/server/ws-channel.ts';
import { realWorld } from '../../src/main/host/world.ts';
import { openWatchers } from '../support/watchers.ts';
import { type Contender, perSecond } from './contender.ts';

const resourcesDir = join(import.meta.dirname, '../../resources');
/** Events that arrive in one turn of the event loop, as in the bare loop. */
const GROUP = 100;
const stream = 'build/bench';

/** Ratchet's engine: the same events, one publication each, over the real protocol. */
export const ratchet: Contender = async (folder, events, count) => {
  const engine = new Engine({ dataDir: folder, resourcesDir }, realWorld);
  const watchers = await openWatchers(
    count,
    ({ version }) =>
      version === undefined ? null : JSON.stringify({ type: 'ack', stream, version }),
    (socket) => {
      socket.send(JSON.stringify({ type: 'hello', protocol: PROTOCOL, client: 'bench' }));
      const since = { version: 0, digest: GENESIS };
      socket.send(JSON.stringify({ type: 'watch', stream, since, ask: 1 }));
    },
    (socket) => engine.feed.accept(channelOf(socket, defaultLimits)),
  );

  const began = performance.now();
  const published: Promise<unknown>[] = [];
  for (let base = 0; base < events.length; base += GROUP) {
    for (const event of events.slice(base, base + GROUP)) {
      published.push(engine.processor.publish('bench', [event]));
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(published);
  await watchers.reached(events.length);
  const result = { perSecond: perSecond(events.length, began), bytes: watchers.bytes() };
  await watchers.close();
  await engine.close();
  return result;
};
