import { describe, expect, it, vi } from 'vitest';
import { channelPair } from '../../../../test/support/channel-pair.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { Net } from '../../../../test/support/net.ts';
import { expectCurrent, watch } from '../../../../test/support/watching.ts';
import { settle, VirtualTime } from '../../../../test/support/world.ts';
import { noFaults } from '../../../core/sync/faults/faults.ts';
import { emptyState } from '../../../core/build/state.ts';
import type { BuildReads } from './build-stream.ts';
import { Feed } from './feed.ts';

describe('a log that cannot be read', () => {
  it('costs its own stream only, when it is asked for and when it is looked at', async () => {
    const net = new Net(1);
    await net.processor.publish('good', [textEvent('1')]);
    const head = net.store.head.bind(net.store);
    vi.spyOn(net.store, 'head').mockImplementation((build) => {
      if (build === 'bad') throw new Error('disk I/O error');
      return head(build);
    });
    const bad = watch(net, 'bad');
    const good = watch(net, 'good');
    await settle();
    expect(bad.client.link.error).toMatchObject({ code: 'unreadable' });
    for (let beat = 0; beat < 40; beat += 1) {
      net.time.advance(1000);
      await settle(1);
    }
    expect(bad.last()?.phase).toBe('broken');
    await net.processor.publish('good', [textEvent('2')]);
    await settle();
    expectCurrent(net, 'good', good.last());
  });

  it('is no reason to show nothing: the state is there without it, and is sent at once', async () => {
    const net = new Net(1);
    await net.processor.publish('a', [textEvent('1'), textEvent('2')]);
    const damaged = vi.spyOn(net.processor, 'bodies').mockImplementation(() => {
      throw new Error('database disk image is malformed');
    });
    const { last, client } = watch(net, 'a');
    await settle();
    expectCurrent(net, 'a', last());
    expect(last()?.counters).toMatchObject({ refreshed: 1, resyncs: 0 });
    expect(client.link.error).toBeNull();
    expect(damaged).toHaveBeenCalledOnce();
    expect(net.monitor.read().unreadable).toBe(1);
  });

  it('does not stop what is announced, nor the other watchers', async () => {
    const net = new Net(1);
    const { last } = watch(net, 'a');
    await settle();
    vi.spyOn(net.processor, 'bodies').mockImplementationOnce(() => {
      throw new Error('disk I/O error');
    });
    await net.processor.publish('a', [textEvent('1')]);
    const second = await net.processor.publish('a', [textEvent('2')]);
    expect(second.version).toBe(2);
    for (let beat = 0; beat < 4; beat += 1) {
      net.time.advance(2000);
      await settle();
    }
    expectCurrent(net, 'a', last());
  });
});

/** A watcher that reads nothing: of each text that is sent to it, 20 MiB more wait in its socket. */
function readsNothing(net: Net) {
  const { near, far } = channelPair();
  const got: string[] = [];
  let unread = 0;
  near.onMessage((text) => {
    got.push(text);
    unread += 20 * 1024 * 1024;
  });
  net.feed.accept({ ...far, backlog: () => unread });
  return { near, got };
}

it('a watcher that asks and does not read is cut, instead of filling the memory (R7)', async () => {
  const net = new Net(1);
  await net.processor.publish('a', [textEvent('1')]);
  const { near, got } = readsNothing(net);
  near.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'x' }));
  for (let ask = 1; ask <= 100; ask += 1) {
    near.send(JSON.stringify({ type: 'watch', stream: 'build/a', ask }));
  }
  expect(JSON.parse(got.at(-1) ?? '{}')).toMatchObject({ type: 'bye', code: 'not-reading' });
  expect(got.length).toBeLessThan(8);
});

it('a watcher whose socket is full when something happens is cut once, and holds up nobody (R7)', async () => {
  const net = new Net(1);
  const { near, far } = channelPair();
  const got: string[] = [];
  let unread = 0;
  near.onMessage((text) => got.push(text));
  // Closing takes its time, as with a real socket.
  net.feed.accept({ ...far, backlog: () => unread, close: () => {} });
  near.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'x' }));
  const since = { version: 0, digest: '0000000000000000' };
  near.send(JSON.stringify({ type: 'watch', stream: 'build/a', since, ask: 1 }));
  unread = 65 * 1024 * 1024;
  for (let at = 0; at < 3; at += 1) await net.processor.publish('a', [textEvent('1')]);
  const byes = got.filter((text) => text.includes('not-reading'));
  expect(byes).toHaveLength(1);
  expect(net.processor.view('a').head.version).toBe(3);
});

it('who does not read that it sends what is no message is cut as well (R7)', () => {
  const net = new Net(1);
  const { near, got } = readsNothing(net);
  near.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'x' }));
  for (let count = 0; count < 100; count += 1) near.send('{}');
  expect(JSON.parse(got.at(-1) ?? '{}')).toMatchObject({ type: 'bye', code: 'not-reading' });
  expect(got.length).toBeLessThan(8);
});

it('what nobody watches any more is not kept', () => {
  let written = 0;
  const state = { ...emptyState, toJSON: () => (written += 1) };
  const head = { version: 1, digest: 'a'.repeat(16) };
  const reads: BuildReads = {
    head: () => head,
    view: () => ({ head, state, trace: null }),
    digestAt: () => head.digest,
    bodies: () => [],
    size: () => 0,
  };
  const feed = new Feed(reads, [], new VirtualTime(), { host: '0'.repeat(16) });
  const { near, far } = channelPair();
  feed.accept(far);
  const send = (message: object) => near.send(JSON.stringify(message));
  send({ type: 'hello', protocol: 1, client: 'test' });
  for (const build of ['a', 'b', 'a', 'b']) {
    send({ type: 'watch', stream: `build/${build}`, ask: 1 });
    send({ type: 'unwatch', stream: `build/${build}` });
  }
  expect(written).toBe(4);
});

it('a welcome that comes twice is one connection, and one question', async () => {
  const net = new Net(1);
  const faults = { ...noFaults, duplicate: 1 };
  net.board.do({ do: 'set', watcher: '*', faults });
  const { client, last } = watch(net, 'a');
  await settle();
  expect(client.link).toMatchObject({ phase: 'live', reconnects: 0 });
  expect(last()?.ask).toBe(1);
});
