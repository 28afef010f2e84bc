import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvent } from '../../../../test/support/arbitrary.ts';
import { channelPair, type Line, straight } from '../../../../test/support/channel-pair.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { Net } from '../../../../test/support/net.ts';
import { direct, expectCurrent, versions, watch } from '../../../../test/support/watching.ts';
import { seededRandom } from '../../../core/random.ts';
import { settle } from '../../../../test/support/world.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { canonicalHash } from '../../../core/sync/digest.ts';
import { parseFeedMessage } from '../../../core/sync/messages.ts';
import type { Replica } from '../../../core/sync/replica.ts';

describe('a watcher', () => {
  it('that was there from the start, one that came later, and one that came back are alike (R4, R5, R9)', async () => {
    const net = new Net(1);
    const early = watch(net, 'a');
    await settle();
    for (let at = 0; at < 30; at += 1) await net.processor.publish('a', [textEvent(`${at} `)]);
    const late = watch(net, 'a');
    await settle();
    expect(versions(early.seen)).toEqual(Array.from({ length: 31 }, (_, version) => version));
    expectCurrent(net, 'a', early.last());
    expectCurrent(net, 'a', late.last());
    expect(canonicalHash(early.last()?.state)).toBe(canonicalHash(late.last()?.state));
  });

  it('of a build that has not begun hears of it from its first event', async () => {
    const net = new Net(1);
    const { last, seen } = watch(net, 'later');
    await settle();
    await net.processor.publish('later', [textEvent('1')]);
    await settle();
    expectCurrent(net, 'later', last());
    expect(seen.at(-1)?.counters.received).toBe(1);
  });

  it('that is sent to another history takes the snapshot, and says so (R1, R4)', async () => {
    const net = new Net(1);
    await net.processor.publish('a', [textEvent('1'), textEvent('2')]);
    const { last, client } = watch(net, 'a');
    await settle();
    net.feed.close();
    // An older copy of the file, and another second event.
    net.store.logs.set('a', (net.store.logs.get('a') ?? []).slice(0, 1));
    net.restart();
    await net.processor.publish('a', [textEvent('another 2')]);
    net.time.advance(5000);
    await settle();
    expect(client.link.phase).toBe('live');
    expectCurrent(net, 'a', last());
    expect(last()?.counters.refreshed).toBe(1);
  });

  it('that is ahead of a restored file goes back with it (R1, R4)', async () => {
    const net = new Net(1);
    await net.processor.publish('a', [textEvent('1'), textEvent('2')]);
    const { last } = watch(net, 'a');
    await settle();
    net.feed.close();
    net.store.logs.set('a', (net.store.logs.get('a') ?? []).slice(0, 1));
    net.restart();
    net.time.advance(5000);
    await settle();
    expect(last()?.version).toBe(1);
    expectCurrent(net, 'a', last());
  });

  it('that acknowledges nothing is sent two deltas and holds up nobody (R7)', async () => {
    const net = new Net(1);
    const other = watch(net, 'a');
    const { near, far } = channelPair();
    const got: string[] = [];
    near.onMessage((text) => got.push(text));
    net.feed.accept(far);
    near.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'stalled' }));
    near.send(
      JSON.stringify({
        type: 'watch',
        stream: 'build/a',
        since: { version: 0, digest: '0000000000000000' },
        ask: 1,
      }),
    );
    for (let at = 0; at < 50; at += 1) await net.processor.publish('a', [textEvent(`${at}`)]);
    await settle();
    expect(got.filter((text) => text.includes('"type":"delta"'))).toHaveLength(2);
    expectCurrent(net, 'a', other.last());
    near.send(JSON.stringify({ type: 'ack', stream: 'build/a', version: 2 }));
    const merged = JSON.parse(got.at(-1) ?? '{}') as { base: number; version: number };
    expect([merged.base, merged.version]).toEqual([2, 50]);
  });

  it('finds a gap that is followed by silence within two heartbeats (R6)', async () => {
    const net = new Net(1);
    let deaf = false;
    const { last } = watch(net, 'a', () => ({
      there: straight,
      back: (deliver, text) => {
        if (!deaf || parseFeedMessage(text)?.type !== 'delta') deliver();
      },
    }));
    await settle();
    deaf = true;
    await net.processor.publish('a', [textEvent('lost')]);
    deaf = false;
    await settle();
    expect(last()?.version).toBe(0);
    net.time.advance(4001);
    await settle();
    expectCurrent(net, 'a', last());
    expect(last()?.counters).toMatchObject({ gaps: 1, resyncs: 1 });
  });

  it('whose line goes quiet without being closed connects anew (R10)', async () => {
    const net = new Net(1);
    let dead = false;
    const { last, client } = watch(net, 'a', () => {
      dead = false;
      const line: Line = (deliver) => {
        if (!dead) deliver();
      };
      return { there: line, back: line };
    });
    await settle();
    dead = true;
    await net.processor.publish('a', [textEvent('1')]);
    for (let step = 0; step < 12; step += 1) {
      net.time.advance(1000);
      await settle();
    }
    expectCurrent(net, 'a', last());
    expect(client.link.reconnects).toBe(1);
  });
});

it('ends current on any line that drops, doubles, reorders and is cut, once the line heals (R2, R3, R5)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.array(anyEvent, { minLength: 5, maxLength: 40 }),
      async (seed, events) => {
        const net = new Net(seed);
        const random = seededRandom(seed + 1);
        const { seen, last, client } = watch(net, 'a');
        const faults = { drop: 0.15, duplicate: 0.15, reorder: 0.1, delay: 0, stall: false };
        net.board.do({ do: 'set', watcher: '*', faults });
        let before = 0;
        for (const event of events) {
          await net.processor.publish('a', [event]);
          if (random() < 0.1) net.time.advance(1000 * random() * 5);
          await settle(1);
          if (random() < 0.05) net.restart();
          if (random() < 0.05) net.board.do({ do: 'cut', watcher: '*', milliseconds: 500 });
        }
        net.board.do({ do: 'clear' });
        for (let step = 0; step < 40; step += 1) {
          net.time.advance(1000);
          await settle(1);
        }
        expectCurrent(net, 'a', last());
        for (const { version } of seen) {
          expect(version).toBeGreaterThanOrEqual(before);
          before = version;
        }
        client.close();
      },
    ),
    { numRuns: 100 },
  );
});

it('the list of builds follows, and is sent whole to a watcher of another run', async () => {
  const net = new Net(1);
  const lists: string[][] = [];
  const client = net.client(direct);
  client.watchList(({ state }) => lists.push(state.map(({ id, version }) => `${id}@${version}`)));
  client.open();
  await settle();
  await net.processor.publish('a', [textEvent('1')]);
  await net.processor.publish('b', [textEvent('1'), textEvent('2')]);
  net.time.advance(200);
  expect(lists.at(-1)).toEqual(['a@1', 'b@2']);
  net.feed.close();
  net.restart();
  net.time.advance(5000);
  await settle();
  expect(client.link.phase).toBe('live');
  await net.processor.publish('a', [textEvent('2')]);
  net.time.advance(200);
  expect(lists.at(-1)?.toSorted()).toEqual(['a@2', 'b@2']);
});

it('the trace of an event leaves with the delta that carries it (R11)', async () => {
  const net = new Net(1);
  const { near, far } = channelPair();
  const got: string[] = [];
  near.onMessage((text) => got.push(text));
  net.feed.accept(far);
  near.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'x' }));
  const since = { version: 0, digest: '0000000000000000' };
  near.send(JSON.stringify({ type: 'watch', stream: 'build/a', since, ask: 1 }));
  const trace = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  await net.processor.publish('a', [textEvent('1')], { trace });
  await net.processor.publish('a', [textEvent('2')]);
  const traces = got.map((text) => (JSON.parse(text) as { trace?: unknown }).trace).slice(-2);
  expect(traces).toEqual([trace, undefined]);
});

it('a snapshot is of the version that it names, whoever had one before (R2, R5)', async () => {
  const net = new Net(1);
  const { near, far } = channelPair();
  const got: string[] = [];
  near.onMessage((text) => got.push(text));
  net.feed.accept(far);
  near.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'x' }));
  for (const ask of [1, 2, 3]) {
    await net.processor.publish('a', [textEvent(`${ask}`)]);
    near.send(JSON.stringify({ type: 'watch', stream: 'build/a', ask }));
    const { version, state } = JSON.parse(got.at(-1) ?? '{}') as Replica<BuildState>;
    expect(version).toBe(ask);
    expect(canonicalHash(state)).toBe(canonicalHash(net.processor.view('a').state));
  }
});

it('an event that is published while a watcher asks is in its answer or comes after it, never in between (R8)', async () => {
  const net = new Net(1);
  await net.processor.publish('a', [textEvent('1')]);
  // Published in the same turn as the question: before it, while it is under way, and after it.
  let questions = 0;
  const { last, seen } = watch(net, 'a', () => ({
    back: straight,
    there: (deliver, text) => {
      if (text.includes('"watch"')) {
        questions += 1;
        void net.processor.publish('a', [textEvent('before')]);
        deliver();
        void net.processor.publish('a', [textEvent('after')]);
      } else deliver();
    },
  }));
  await settle();
  expectCurrent(net, 'a', last());
  expect(last()?.version).toBe(3);
  expect(questions).toBe(1);
  expect(seen.at(-1)?.counters).toMatchObject({ gaps: 0, resyncs: 0, duplicates: 0 });
});

it('a late close of an old connection does not hurt its successor (R10)', async () => {
  const net = new Net(1);
  const late: (() => void)[] = [];
  const client = net.client(direct, (channel) => ({
    ...channel,
    // Closing takes its time: the listener hears of it long after the next connection is up.
    close: () => {},
    onClose: (listener) => void late.push(listener),
    onMessage: (listener) =>
      channel.onMessage((text) => {
        if (late.length > 1 || !quiet) listener(text);
      }),
  }));
  let quiet = false;
  let replica: Replica<BuildState> | undefined;
  client.watchBuild('a', (next) => (replica = next));
  client.open();
  await settle();
  quiet = true;
  for (let step = 0; step < 8; step += 1) {
    net.time.advance(1000);
    await settle();
  }
  expect(client.link).toMatchObject({ phase: 'live', reconnects: 1 });
  late[0]?.();
  expect(client.link.phase).toBe('live');
  await net.processor.publish('a', [textEvent('1')]);
  await settle();
  expectCurrent(net, 'a', replica);
});

describe('a message that is none', () => {
  it.each([
    ['not json', 'bad-message'],
    ['{"type":"dance"}', 'bad-message'],
    ['{"type":"watch","stream":"build/a","ask":1}', 'hello-first'],
    [JSON.stringify({ type: 'hello', protocol: 99, client: 'x' }), 'protocol'],
    ['x'.repeat(70_000), 'message-too-long'],
  ])('%#: is answered with its code', (text, code) => {
    const net = new Net(1);
    const { near, far } = channelPair();
    const got: string[] = [];
    near.onMessage((message) => got.push(message));
    net.feed.accept(far);
    near.send(text);
    expect(JSON.parse(got[0] ?? '{}')).toMatchObject({ code });
  });
});
