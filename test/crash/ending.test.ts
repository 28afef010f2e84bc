import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { FeedMessage } from '../../src/core/sync/messages.ts';
import { feedMessageSchema } from '../../src/core/sync/messages.ts';
import { PatientProducer } from './patient-producer.ts';
import { nameOf, recordedLog } from './recorded-log.ts';
import { dataFolder, notice, post, serve } from './scene.ts';

const IN_FLIGHT = 50;

it('SIGTERM in the middle of a burst ends cleanly: what was acknowledged is kept, everybody is told, and the next start works at once', async () => {
  const dataDir = dataFolder();
  const host = await serve(dataDir);

  const heard: FeedMessage[] = [];
  const watcher = await host.channel();
  watcher.onMessage((text) => heard.push(feedMessageSchema.parse(JSON.parse(text))));
  const watcherClosed = new Promise<void>((resolve) => watcher.onClose(resolve));
  watcher.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'ending' }));
  watcher.send(JSON.stringify({ type: 'watch', stream: 'build/a', ask: 1 }));

  const producer = new PatientProducer();
  const socket = await producer.connect(host);
  const producerClosed = once(socket, 'close');
  const posts = Array.from({ length: 20 }, (_, index) =>
    post(host, 'a', `post-${index}`).catch(() => null),
  );
  let ended: ReturnType<typeof host.end> | null = null;
  for (let count = 0; socket.readyState === WebSocket.OPEN; count += 1) {
    // As many on the way as one commit may take, so that it never runs dry and never floods.
    for (let way = producer.waiting; way < IN_FLIGHT; way += 1) {
      const key = `p${count}.${way}`;
      producer.publish({ build: 'a', key, events: [notice(key)] });
    }
    // Not before the first is acknowledged, so that the burst is under way.
    if (producer.acknowledged.size > 0) ended ??= host.end('SIGTERM');
    await new Promise((resolve) => setImmediate(resolve));
  }

  expect((await ended)?.code).toBe(0);
  await watcherClosed;
  expect(heard.at(-1)).toMatchObject({ type: 'bye', code: 'closing', retryable: true });
  expect((await producerClosed)[0]).toBe(1001);
  expect([...producer.refusals.keys()].filter((code) => code !== 'closing')).toEqual([]);
  const answers = (await Promise.all(posts)).filter((answer) => answer !== null);
  expect(
    answers.filter(({ status, error }) => status !== 200 && error?.code !== 'closing'),
  ).toEqual([]);
  expect(existsSync(join(dataDir, 'host.json'))).toBe(false);

  const next = await serve(dataDir);
  const before = await recordedLog(next, 'a');
  const names = before.events.map((event) => nameOf(event));
  const acknowledged = [
    ...producer.acknowledged.keys(),
    ...answers.flatMap(({ status, name }) => (status === 200 ? [name] : [])),
  ];
  expect(acknowledged.filter((name) => !names.includes(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);

  // What had no answer is sent again, and then everything is there once.
  await producer.connect(next);
  await producer.drained();
  const after = (await recordedLog(next, 'a')).events.map((event) => nameOf(event));
  const sent = producer.sent.map(({ key }) => key);
  expect(
    after.filter((name) => name.startsWith('p') && !name.startsWith('post')).toSorted(),
  ).toEqual(sent.toSorted());
  producer.disconnect();
  expect((await next.end()).code).toBe(0);
});
