import { expect, test } from 'vitest';
import { channelPair } from '../../../test/support/channel-pair.ts';
import { type Build, delta, head } from '../../../test/support/replica-inputs.ts';
import { settle, VirtualTime } from '../../../test/support/world.ts';
import { REDUCER_VERSION } from '../build/state.ts';
import { RatchetError } from '../errors.ts';
import { Client } from './client.ts';
import { PROTOCOL } from './messages.ts';

/** A client whose attempts to connect end like this, one after the other. */
function clientThat(...errors: readonly Error[]) {
  const time = new VirtualTime();
  let attempts = 0;
  const client = new Client({
    connect: () => {
      attempts += 1;
      return Promise.reject(errors[attempts - 1] ?? new Error('nobody there'));
    },
    after: time.after,
    now: () => time.now,
    random: () => 0.5,
    name: 'test',
    watcher: 'w',
    backoff: { first: 100, limit: 1000 },
  });
  client.open();
  return { client, time, attempts: () => attempts };
}

test('a host that is not there is tried again and again', async () => {
  const { client, time, attempts } = clientThat();
  await settle();
  expect(client.link).toMatchObject({ phase: 'waiting', error: null });
  time.advance(60_000);
  await settle();
  expect(attempts()).toBe(2);
});

test('one that refuses for good is left alone until somebody asks again', async () => {
  const { client, time, attempts } = clientThat(new RatchetError('unauthorised', 'Not this key.'));
  await settle();
  expect(client.link).toMatchObject({
    phase: 'refused',
    error: { code: 'unauthorised', message: 'Not this key.' },
    retryAt: null,
  });
  expect(time.pending).toBe(0);
  client.retryNow();
  await settle();
  expect(attempts()).toBe(2);
  expect(client.link.phase).toBe('waiting');
});

test('one that refuses for now is tried again', async () => {
  const { client } = clientThat(new RatchetError('closing', 'Later.', { retryable: true }));
  await settle();
  expect(client.link.phase).toBe('waiting');
});

/** A client on a host that says welcome; what it is sent, and what it sends. */
async function connected(reducer = REDUCER_VERSION) {
  const time = new VirtualTime();
  const heard: (number | null)[] = [];
  const { near, far } = channelPair();
  const sent: { readonly type: string }[] = [];
  far.onMessage((text) => sent.push(JSON.parse(text) as { type: string }));
  const client = new Client(
    {
      connect: async () => near,
      after: () => () => {},
      now: () => time.now,
      random: () => 0,
      name: 'test',
      watcher: 'one',
      backoff: { first: 1, limit: 1 },
    },
    ({ lastMessageAt }) => heard.push(lastMessageAt),
  );
  client.open();
  await Promise.resolve();
  const tell = (message: object) => far.send(JSON.stringify(message));
  const limits = { messageBytes: 1000, streams: 10 };
  tell({ type: 'welcome', protocol: PROTOCOL, reducer, host: 'h', heartbeat: 1000, limits });
  return { client, sent, tell, time, heard };
}

const questions = (sent: readonly { readonly type: string }[]) =>
  sent.filter(({ type }) => type === 'watch');

test('who watches a build again asks for what came since', async () => {
  const { client, sent, tell } = await connected();
  let latest: Build | undefined;
  const stop = client.watchBuild('a', (replica) => (latest = replica));
  tell({ stream: 'build/a', ...delta(0, 2, 1) });
  expect(latest).toMatchObject({ version: 2, phase: 'live' });
  stop();
  expect(sent.at(-1)).toEqual({ type: 'unwatch', stream: 'build/a' });

  client.watchBuild('a', (replica) => (latest = replica), latest);
  expect(questions(sent).at(-1)).toMatchObject({ since: head(2), ask: 2 });
  tell({ stream: 'build/a', ...delta(2, 4, 2) });
  expect(latest).toMatchObject({ version: 4, phase: 'live' });
});

test('where the host folds by another reducer, it asks for all', async () => {
  const one = await connected();
  let latest: Build | undefined;
  one.client.watchBuild('a', (replica) => (latest = replica));
  one.tell({ stream: 'build/a', ...delta(0, 2, 1) });
  const other = await connected(REDUCER_VERSION + 1);
  other.client.watchBuild('a', () => {}, latest);
  expect(questions(other.sent).at(-1)).not.toHaveProperty('since');
});

test('each heartbeat is told, also where it says what the last one did', async () => {
  const { tell, time, heard } = await connected();
  for (let beat = 0; beat < 3; beat += 1) {
    time.advance(1000);
    tell({ type: 'head', heads: {}, settings: 1 });
    expect(heard.at(-1)).toBe(time.now);
  }
});
