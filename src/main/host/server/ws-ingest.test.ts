import { expect, it } from 'vitest';
import { channelPair } from '../../../../test/support/channel-pair.ts';
import { MemoryPublisher } from '../../../../test/support/memory-publisher.ts';
import { Producer } from '../ingest/producer.ts';
import { serveProducer } from './ws-ingest.ts';

it('a producer that does not read its answers is cut, instead of filling the memory', () => {
  const publisher = new MemoryPublisher();
  const { near, far } = channelPair();
  let answers = 0;
  let unread = 0;
  let isClosed = false;
  near.onMessage(() => {
    answers += 1;
    unread += 20 * 1024 * 1024;
  });
  near.onClose(() => (isClosed = true));
  serveProducer(
    { ...far, backlog: () => unread },
    new Producer(publisher, publisher, { eventBytes: 1000 }),
  );
  for (let at = 0; at < 100; at += 1) near.send('no message');
  expect(isClosed).toBe(true);
  expect(answers).toBeLessThan(8);
});
