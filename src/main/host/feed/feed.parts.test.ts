import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvent } from '../../../../test/support/arbitrary.ts';
import { channelPair, straight } from '../../../../test/support/channel-pair.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { Net } from '../../../../test/support/net.ts';
import { expectCurrent, versions, watch } from '../../../../test/support/watching.ts';
import { settle } from '../../../../test/support/world.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { seededRandom } from '../../../core/random.ts';
import { canonicalHash } from '../../../core/sync/digest.ts';
import { parseFeedMessage } from '../../../core/sync/messages.ts';
import type { FeedOptions } from './feed.ts';

const partNet = (options: Partial<FeedOptions> = {}, seed = 1) =>
  new Net(seed, undefined, { partLength: 200, ...options });

/** So much that was overwritten since that a snapshot is shorter than the events. */
const overwritten = Array.from({ length: 10 }, (): BuildEvent => ({
  kind: 'build.updated',
  at: 1,
  title: 'x'.repeat(4000),
}));
/** The version of a build of eight rows. */
const HEAD = overwritten.length + 8;

/** A build with a part for each of its rows. */
async function longBuild(net: Net, rows = 8): Promise<void> {
  await net.processor.publish('a', overwritten);
  const events = Array.from({ length: rows }, (_, at) => textEvent(`row ${at}`, `block ${at}`));
  await net.processor.publish('a', events);
}

type Heard = NonNullable<ReturnType<typeof parseFeedMessage>>;

/** A watcher by hand, that says what it was sent. */
function raw(net: Net) {
  const { near, far } = channelPair();
  const got: Heard[] = [];
  near.onMessage((text) => {
    const message = parseFeedMessage(text);
    if (message && message.type !== 'welcome') got.push(message);
  });
  net.feed.accept(far);
  const send = (message: object) => near.send(JSON.stringify(message));
  send({ type: 'hello', protocol: 1, client: 'raw' });
  const ask = (number: number, more: object = {}) =>
    send({ type: 'watch', stream: 'build/a', parts: true, ask: number, ...more });
  const types = () => got.map(({ type }) => type);
  return { got, send, ask, types, close: () => near.close() };
}

const ofAsk = (got: readonly Heard[], ask: number) =>
  got.filter((message) => 'ask' in message && message.ask === ask).map(({ type }) => type);

const inParts = (rows: number) => [...Array.from({ length: rows }, () => 'part'), 'snapshot'];

describe('a long snapshot', () => {
  it('comes in parts to who takes them, as of the moment of the question, and what happens meanwhile after it (R2, R7, R8)', async () => {
    const net = partNet();
    await longBuild(net);
    const { got, ask, types, send } = raw(net);
    ask(1);
    expect(types()).toEqual([]);
    for (let at = 0; at < 5; at += 1) await net.processor.publish('a', [textEvent('more', 'z')]);
    await settle(30);
    expect(types()).toEqual([...inParts(8), 'delta']);
    expect(got.at(-2)).toMatchObject({ version: HEAD, parts: 8, reason: 'initial', ask: 1 });
    expect(got.at(-1)).toMatchObject({ base: HEAD, version: HEAD + 5 });
    for (const message of got.slice(0, -1)) expect(message).toMatchObject({ version: HEAD });
    send({ type: 'ack', stream: 'build/a', version: HEAD + 5 });
    await net.processor.publish('a', [textEvent('last', 'z')]);
    expect(got.at(-1)).toMatchObject({ base: HEAD + 5, version: HEAD + 6 });
  });

  it('comes as one message to who does not say that it takes parts, and so does a short one to who does', async () => {
    const net = partNet();
    await longBuild(net);
    const { types, ask, got } = raw(net);
    ask(1, { parts: undefined });
    expect(types()).toEqual(['snapshot']);
    expect(got[0]).not.toHaveProperty('parts');
    const short = partNet({ partLength: 100_000 });
    await longBuild(short);
    const other = raw(short);
    other.ask(1);
    expect(other.types()).toEqual(['snapshot']);
    expect(other.got).toEqual(got);
  });

  it('gives way to the answer to a new question (R4)', async () => {
    const net = partNet();
    await longBuild(net);
    const { got, ask } = raw(net);
    ask(1);
    await settle(3);
    expect(got.length).toBeGreaterThan(0);
    await net.processor.publish('a', [textEvent('9', 'block 9')]);
    ask(2);
    await settle(40);
    expect(ofAsk(got, 1)).not.toContain('snapshot');
    expect(ofAsk(got, 2)).toEqual(inParts(9));
    expect(got.at(-1)).toMatchObject({ type: 'snapshot', version: HEAD + 1, parts: 9 });
    ask(3, { since: net.processor.view('a').head });
    expect(ofAsk(got, 3)).toEqual(['current']);
  });

  it.each([
    [
      'unwatched',
      ({ send }: ReturnType<typeof raw>) => send({ type: 'unwatch', stream: 'build/a' }),
    ],
    ['closed', ({ close }: ReturnType<typeof raw>) => close()],
  ])('ends where its stream is %s, and leaves nothing', async (_, end) => {
    const net = partNet();
    await longBuild(net);
    const watcher = raw(net);
    watcher.ask(1);
    await settle(3);
    const came = watcher.got.length;
    end(watcher);
    await net.processor.publish('a', [textEvent('more', 'z')]);
    await settle(30);
    expect(watcher.got).toHaveLength(came);
  });

  it('is sent again and again to who asked for snapshots, each whole before the next (R7)', async () => {
    const net = partNet();
    await longBuild(net);
    const { got, ask, send, types } = raw(net);
    ask(1, { mode: 'snapshots' });
    for (let at = 0; at < 5; at += 1) await net.processor.publish('a', [textEvent('more', 'z')]);
    await settle(60);
    expect(types()).toEqual([...inParts(8), ...inParts(9)]);
    expect(got.at(-1)).toMatchObject({ type: 'snapshot', version: HEAD + 5, reason: 'requested' });
    expect(got.at(-1)).not.toHaveProperty('ask');
    send({ type: 'ack', stream: 'build/a', version: HEAD + 5 });
    await net.processor.publish('a', [textEvent('more', 'z')]);
    await settle(60);
    expect(types().slice(-10)).toEqual(inParts(9));
  });

  it('is not asked for again because two heads come between its parts (R6)', async () => {
    const net = partNet({ room: 0 });
    await longBuild(net, 20);
    const { client, last } = watch(net, 'a');
    await settle(3);
    // Each delays the parts, and not for long enough that the line would be dead.
    for (let beat = 0; beat < 6; beat += 1) {
      net.time.advance(2000);
      await settle(1);
    }
    await settle(40);
    expectCurrent(net, 'a', last());
    expect(last()?.counters).toMatchObject({ resyncs: 0, refreshed: 1 });
    client.close();
  });
});

describe('a watcher', () => {
  it('shows nothing of a snapshot before all of it is there, and follows it (R2, R5)', async () => {
    const net = partNet();
    await longBuild(net);
    const { seen, last } = watch(net, 'a');
    await settle(4);
    await net.processor.publish('a', [textEvent('more', 'z')]);
    const before = seen.length;
    await settle(2);
    // Nor is anybody called for a part.
    expect(seen).toHaveLength(before);
    await settle(40);
    expect(versions(seen)).toEqual([0, HEAD, HEAD + 1]);
    expectCurrent(net, 'a', last());
    expect(last()?.gathered).toBeNull();
  });

  it('of whose parts one is lost asks again, at last for one message, and does not give up (R9)', async () => {
    const net = partNet();
    await longBuild(net);
    let lost = 0;
    const { seen, last } = watch(net, 'a', () => ({
      there: straight,
      back: (deliver, text) => {
        if (text.startsWith('{"type":"part"') && text.includes('"part":3')) lost += 1;
        else deliver();
      },
    }));
    await settle(60);
    expect(lost).toBe(2);
    expect(versions(seen)).toEqual([0, HEAD]);
    expectCurrent(net, 'a', last());
    expect(last()?.counters).toMatchObject({ resyncs: 2, refreshed: 1 });
  });

  it('whose line breaks between parts begins anew on the next one (R10)', async () => {
    const net = partNet();
    await longBuild(net);
    let parts = 0;
    const { seen, last } = watch(net, 'a', () => ({
      there: straight,
      back: (deliver, text) => {
        if (text.startsWith('{"type":"part"')) parts += 1;
        deliver();
      },
    }));
    await settle(4);
    expect([parts > 0, versions(seen)]).toEqual([true, [0]]);
    net.board.do({ do: 'cut', watcher: '*', milliseconds: 500 });
    net.time.advance(1000);
    await settle(40);
    expect(versions(seen)).toEqual([0, HEAD]);
    expectCurrent(net, 'a', last());
  });

  it('ends current whatever happens to parts on their way, once the line heals (R2, R3, R5, R9)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.integer({ min: 1, max: 900 }),
        fc.array(anyEvent, { minLength: 5, maxLength: 40 }),
        async (seed, partLength, events) => {
          const net = partNet({ partLength, room: 1500 }, seed);
          const random = seededRandom(seed + 1);
          await net.processor.publish('a', [...overwritten, ...events]);
          const { last, seen, client } = watch(net, 'a');
          const faults = { drop: 0.05, duplicate: 0.15, reorder: 0.05, delay: 0, stall: false };
          net.board.do({ do: 'set', watcher: '*', faults });
          const states = new Map<string, string>();
          const know = () => {
            const { head, state } = net.processor.view('a');
            states.set(head.digest, canonicalHash(state));
          };
          know();
          for (const event of events) {
            await net.processor.publish('a', [event]);
            know();
            if (random() < 0.3) net.time.advance(1000 * random() * 5);
            await settle(1 + Math.floor(random() * 4));
            if (random() < 0.1) net.restart();
            if (random() < 0.1) net.board.do({ do: 'cut', watcher: '*', milliseconds: 500 });
          }
          net.board.do({ do: 'clear' });
          net.board.do({ do: 'cut', watcher: '*', milliseconds: 1 });
          for (let step = 0; step < 40; step += 1) {
            net.time.advance(1000);
            await settle(3);
          }
          expectCurrent(net, 'a', last());
          // Half of a state is none.
          const shown = seen.filter(({ version }) => version > 0);
          const hashes = shown.map(({ state }) => canonicalHash(state));
          expect(hashes).toEqual(shown.map(({ digest }) => states.get(digest)));
          client.close();
        },
      ),
      { numRuns: 60 },
    );
  });
});
