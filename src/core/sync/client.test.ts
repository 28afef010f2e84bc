import { expect, test } from 'vitest';
import { settle, VirtualTime } from '../../../test/support/world.ts';
import { RatchetError } from '../errors.ts';
import { Client } from './client.ts';

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
