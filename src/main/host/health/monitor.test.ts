import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../test/support/channel-pair.ts';
import { straight } from '../../../../test/support/channel-pair.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { Net } from '../../../../test/support/net.ts';
import { settle } from '../../../../test/support/world.ts';
import { Monitor } from './monitor.ts';

/** Keeps every measure as it is: what a histogram tells is rounded. */
class Exact extends Monitor {
  readonly deliveries: number[] = [];

  override delivered(milliseconds: number): void {
    this.deliveries.push(milliseconds);
    super.delivered(milliseconds);
  }
}

function exactNet(): { net: Net; monitor: Exact } {
  const net = new Net(1, (elapsed) => new Exact(elapsed));
  return { net, monitor: net.monitor as Exact };
}

const slow =
  (net: Net, milliseconds: number): Line =>
  (deliver) =>
    net.time.after(milliseconds, deliver);

async function pass(net: Net, milliseconds: number): Promise<void> {
  await settle();
  net.time.advance(milliseconds);
  await settle();
}

const direct = () => ({ there: straight, back: straight });

function watch(net: Net, lines: () => { there: Line; back: Line } = direct) {
  const client = net.client(lines);
  const stop = client.watchBuild('a', () => {});
  client.open();
  return { client, stop };
}

describe('event to watcher', () => {
  it('is the way there and back, on top of the time that the commit took', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        async (there, back, commit) => {
          const { net, monitor } = exactNet();
          watch(net, () => ({ there: slow(net, there), back: slow(net, back) }));
          await pass(net, 1);
          // Hello, welcome, watch, current.
          for (let way = 0; way < 4; way += 1) await pass(net, Math.max(there, back));
          net.store.weather = {
            before: () => new Promise((resolve) => void net.time.after(commit, resolve)),
            after: async () => {},
          };
          const published = net.processor.publish('a', [textEvent('1'), textEvent('2')]);
          await pass(net, commit);
          await published;
          await pass(net, there + back);
          expect(monitor.deliveries).toEqual([commit + there + back]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('of what a watcher fetches after it came is not measured', async () => {
    const { net, monitor } = exactNet();
    await net.processor.publish('a', [textEvent('1')]);
    await pass(net, 50);
    watch(net);
    await settle();
    expect(monitor.deliveries).toEqual([]);
    await net.processor.publish('a', [textEvent('2')]);
    await settle();
    expect(monitor.deliveries).toEqual([0]);
  });

  it('of what was lost on the way lasts until it was fetched', async () => {
    const { net, monitor } = exactNet();
    let loses = false;
    const back: Line = (deliver) => void (loses || deliver());
    const { client } = watch(net, () => ({ there: straight, back }));
    await settle();
    loses = true;
    await net.processor.publish('a', [textEvent('1')]);
    await settle();
    loses = false;
    expect(net.feed.unacknowledged()).toEqual({ streams: 1, since: net.time.now });
    // Two heads: the second without progress is a gap.
    await pass(net, 2000);
    await pass(net, 2000);
    expect(monitor.deliveries).toEqual([4000]);
    expect(net.feed.unacknowledged()).toEqual({ streams: 0, since: null });
    await pass(net, 2000);
    expect(monitor.read()).toMatchObject({ gaps: 1, resyncs: 1, repeats: { delta: 1 } });
    client.close();
  });

  it('of a watcher that leaves before it has acknowledged is given up, and counted', async () => {
    const { net, monitor } = exactNet();
    let mute = false;
    const there: Line = (deliver) => void (mute || deliver());
    const { client } = watch(net, () => ({ there, back: straight }));
    await settle();
    mute = true;
    await net.processor.publish('a', [textEvent('1')]);
    await net.processor.publish('a', [textEvent('2')]);
    await net.processor.publish('a', [textEvent('3')]);
    client.close();
    await settle();
    expect(monitor.deliveries).toEqual([]);
    expect(monitor.read().abandoned).toBe(3);
  });
});

describe('the processor', () => {
  it('is measured: how much waited, how long commits and refreshes took', async () => {
    const net = new Net(1);
    net.store.weather = {
      before: () => new Promise((resolve) => void net.time.after(0.25, resolve)),
      after: async () => {},
    };
    const published = Promise.all([
      net.processor.publish('a', [textEvent('1'), textEvent('2')]),
      net.processor.publish('b', [textEvent('3')]),
    ]);
    await pass(net, 0.25);
    await published;
    const { queueDepth, commitTime, refreshTime } = net.monitor.read();
    expect(queueDepth.total).toMatchObject({ count: 1 });
    expect(queueDepth.total.max).toBeCloseTo(3, 1);
    expect(commitTime.total).toMatchObject({ count: 1 });
    expect(commitTime.total.max).toBeCloseTo(0.25, 2);
    expect(refreshTime.total).toMatchObject({ count: 2 });
    expect(refreshTime.total.max).toBeCloseTo(0.25, 2);
  });

  it('counts the retries of a refresh into its time, and no failed commit as one', async () => {
    const net = new Net(1);
    let fails = true;
    net.store.weather = {
      before: () => (fails ? Promise.reject(new Error('disk full')) : Promise.resolve()),
      after: async () => {},
    };
    const published = net.processor.publish('a', [textEvent('1')]);
    await pass(net, 0);
    expect(net.monitor.read().commitTime.total.count).toBe(0);
    fails = false;
    await pass(net, 1000);
    await published;
    const { commitTime, refreshTime } = net.monitor.read();
    expect(commitTime.total.count).toBe(1);
    expect(refreshTime.total.count).toBe(1);
    expect(refreshTime.total.max).toBeGreaterThan(900);
  });
});

describe('watchers that come and come again', () => {
  it('are counted by what they were answered', async () => {
    const net = new Net(1);
    await net.processor.publish('a', [textEvent('1')]);
    const lines: { close: () => void }[] = [];
    const client = net.client(direct, (channel) => {
      lines.push(channel);
      return channel;
    });
    client.watchBuild('a', () => {});
    client.open();
    await settle();
    expect(net.monitor.read().reconnects).toMatchObject({ initial: 1, current: 0, delta: 0 });
    lines.at(-1)?.close();
    await pass(net, 2000);
    expect(net.monitor.read().reconnects).toMatchObject({ initial: 1, current: 1, delta: 0 });
    lines.at(-1)?.close();
    await net.processor.publish('a', [textEvent('2')]);
    await pass(net, 2000);
    expect(net.monitor.read().reconnects).toMatchObject({ initial: 1, current: 1, delta: 1 });
    // An older copy of the file, and a host started on it.
    net.feed.close();
    net.store.logs.set('a', (net.store.logs.get('a') ?? []).slice(0, 1));
    net.restart();
    await pass(net, 5000);
    const { reconnects, repeats } = net.monitor.read();
    expect(reconnects).toMatchObject({ initial: 1, current: 1, delta: 1, ahead: 1, diverged: 0 });
    expect(Object.values(repeats).every((times) => times === 0)).toBe(true);
  });

  it('unwatched and watched again begin anew', async () => {
    const net = new Net(1);
    await net.processor.publish('a', [textEvent('1')]);
    const { client, stop } = watch(net);
    await settle();
    stop();
    client.watchBuild('a', () => {});
    await settle();
    expect(net.monitor.read().reconnects.initial).toBe(2);
    expect(net.monitor.read().repeats.initial).toBe(0);
  });
});
