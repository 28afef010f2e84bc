import { expect, it } from 'vitest';
import { channelPair } from '../../../../test/support/channel-pair.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { Net } from '../../../../test/support/net.ts';
import { direct, expectCurrent, watch } from '../../../../test/support/watching.ts';
import { settle } from '../../../../test/support/world.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { GENESIS } from '../../../core/sync/digest.ts';
import { parseFeedMessage, type Stream } from '../../../core/sync/messages.ts';
import type { Replica } from '../../../core/sync/replica.ts';

/** A watcher by hand that acknowledges, and what it is sent. */
function byHand(net: Net) {
  const { near, far } = channelPair();
  const got: string[] = [];
  const send = (message: object) => near.send(JSON.stringify(message));
  net.feed.accept(far);
  send({ type: 'hello', protocol: 1, client: 'x' });
  near.onMessage((text) => {
    got.push(text);
    const message = parseFeedMessage(text);
    if (message?.type === 'delta')
      send({ type: 'ack', stream: 'build/a', version: message.version });
  });
  let ask = 0;
  const question = (
    as?: number,
    since: object | null = { version: 0, digest: GENESIS },
    stream: Stream = 'build/a',
  ) =>
    send({
      type: 'watch',
      stream,
      ask: (ask += 1),
      ...(since ? { since } : {}),
      ...(as === undefined ? {} : { as }),
    });
  return { got, send, watch: question, last: () => JSON.parse(got.at(-1) ?? 'null') as unknown };
}

const publish = (net: Net, text: string) => net.processor.publish('a', [textEvent(text)]);

it('go to whoever gave a number, under that number; one who gave none reads the same in full', async () => {
  const net = new Net(1);
  const [one, other, plain] = [byHand(net), byHand(net), byHand(net)];
  one.watch(7);
  other.watch(0);
  plain.watch();
  await publish(net, 'Größe');
  const { digest } = net.processor.head('a');
  const events = [textEvent('Größe')];
  expect(one.last()).toEqual(['d', 7, 0, digest, events]);
  expect(other.last()).toEqual(['d', 0, 0, digest, events]);
  const head = { version: 1, digest };
  expect(plain.last()).toEqual({ type: 'delta', events, stream: 'build/a', base: 0, ...head });
});

it('bear the number of the latest question, and end with one that has none', async () => {
  const net = new Net(1);
  const { watch, last } = byHand(net);
  watch(1);
  watch(2);
  await publish(net, '1');
  expect(last()).toEqual(['d', 2, 0, expect.any(String), [textEvent('1')]]);
  watch(undefined, net.processor.head('a'));
  await publish(net, '2');
  expect(last()).toMatchObject({ type: 'delta', stream: 'build/a', base: 1 });
});

it('have no place for an answer, nor for a trace: those are in full (R4, R11)', async () => {
  const net = new Net(1);
  await publish(net, '1');
  const { watch, last } = byHand(net);
  watch(3);
  expect(last()).toMatchObject({ type: 'delta', base: 0, ask: 1 });
  const trace = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  await net.processor.publish('a', [textEvent('2')], { trace });
  expect(last()).toMatchObject({ type: 'delta', base: 1, trace });
  await publish(net, '3');
  expect(last()).toEqual(['d', 3, 2, expect.any(String), [textEvent('3')]]);
});

it('are of builds: the list stays as it is, and so does who wants snapshots', async () => {
  const net = new Net(1);
  const list = byHand(net);
  list.watch(4, null, 'builds');
  const whole = byHand(net);
  whole.send({ type: 'watch', stream: 'build/a', mode: 'snapshots', ask: 1, as: 5 });
  await publish(net, '1');
  net.time.advance(200);
  expect(list.last()).toMatchObject({ type: 'delta', stream: 'builds' });
  expect(whole.last()).toMatchObject({ type: 'snapshot', version: 1 });
});

it.each([-1, 0.5, 1e300, '1', null])('with %s for a number the question is refused', (as) => {
  const { send, last } = byHand(new Net(1));
  send({ type: 'watch', stream: 'build/a', ask: 1, as });
  expect(last()).toMatchObject({ type: 'error', code: 'bad-message' });
});

it('that come late, or under a number that nobody gave, move nothing and are no fault (R3)', async () => {
  const net = new Net(1);
  const late: (() => void)[] = [];
  let holds = false;
  const client = net.client(() => ({
    ...direct(),
    back: (deliver) => (holds ? void late.push(deliver) : deliver()),
  }));
  const shown = new Map<string, Replica<BuildState>>();
  const watchBuild = (build: string) =>
    client.watchBuild(build, (replica) => void shown.set(build, replica));
  const stop = watchBuild('a');
  client.open();
  await settle();
  holds = true;
  await publish(net, 'late');
  stop();
  holds = false;
  watchBuild('b');
  const before = shown.get('b');
  expect(late.length).toBe(1);
  for (const deliver of late) deliver();
  expect(shown.get('b')).toBe(before);
  expect(shown.get('a')?.version).toBe(0);
  expect(client.link.error).toBe(null);
  await net.processor.publish('b', [textEvent('1')]);
  await settle();
  expectCurrent(net, 'b', shown.get('b'));
  expect(shown.get('b')?.counters).toMatchObject({ gaps: 0, resyncs: 0 });
});

it('under a wrong number are missed, and found missing within two heartbeats (R6)', async () => {
  const net = new Net(1);
  let wrong = true;
  const client = net.client(direct, (channel) => ({
    ...channel,
    onMessage: (listener) =>
      channel.onMessage((text) => listener(wrong ? text.replace('["d",0,', '["d",99,') : text)),
  }));
  let replica: Replica<BuildState> | undefined;
  client.watchBuild('a', (next) => (replica = next));
  client.open();
  await settle();
  await publish(net, '1');
  await settle();
  expect([replica?.version, client.link.error]).toEqual([0, null]);
  wrong = false;
  net.time.advance(4001);
  await settle();
  expectCurrent(net, 'a', replica);
  expect(replica?.counters).toMatchObject({ gaps: 1, resyncs: 1 });
});

it('are what the client gets', async () => {
  const net = new Net(1);
  const texts: string[] = [];
  const { last } = watch(net, 'a', () => ({
    ...direct(),
    back: (deliver, text) => {
      texts.push(text);
      deliver();
    },
  }));
  await settle();
  await publish(net, '1');
  await settle();
  expectCurrent(net, 'a', last());
  expect(texts.at(-1)).toMatch(/^\["d",0,0,/);
});
