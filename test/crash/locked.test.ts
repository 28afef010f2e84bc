import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { feedMessageSchema } from '../../src/core/sync/messages.ts';
import { launchHost } from './host-process.ts';
import { dataFolder, headOf, health, namesIn, post, refusal, serve, until } from './scene.ts';

/** Another program that has the database open: this one. */
function otherProgram(dataDir: string): Database.Database {
  const other = new Database(join(dataDir, 'ratchet.db'));
  onTestFinished(() => void other.close());
  return other;
}

it('a second host on a folder leads to the first, or says that the folder is in use', async () => {
  const dataDir = dataFolder();
  const host = await serve(dataDir);
  await post(host, 'a', 'first');
  const second = launchHost(dataDir);
  expect((await headOf(await second.ready, 'a')).version).toBe(1);
  expect(await second.ended).toMatchObject({ code: 0 });

  rmSync(join(dataDir, 'host.json'));
  const { code, stderr } = await refusal(dataDir);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^ratchet: store-in-use: .*Nothing was changed/);
  expect((await post(host, 'a', 'second')).version).toBe(2);
});

it('while another program holds the write lock the heart beats on, what comes waits, and nothing of it is lost', async () => {
  const dataDir = dataFolder();
  const host = await serve(dataDir);
  await post(host, 'a', 'first');
  const watcher = await host.channel();
  let heads = 0;
  watcher.onMessage((text) => {
    if (feedMessageSchema.parse(JSON.parse(text)).type === 'head') heads += 1;
  });
  watcher.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'locked' }));

  const other = otherProgram(dataDir);
  other.exec('BEGIN IMMEDIATE');
  const waiting = [post(host, 'a', 'second'), post(host, 'b', 'other')];
  await until(async () => (await health(host)).notDurable === 2);
  expect((await health(host)).problem).toMatchObject({
    code: 'store-locked',
    message: expect.stringContaining('Close that program'),
  });
  expect((await headOf(host, 'a')).version).toBe(1);
  const before = heads;
  await until(async () => heads > before);

  other.exec('ROLLBACK');
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200]);
  expect(await health(host)).toMatchObject({ status: 'ok' });
  expect(await namesIn(host, 'a')).toEqual(['first', 'second']);
  watcher.close();
});

it('a database that another program keeps to itself is named at the start, and opens when it is let go', async () => {
  const dataDir = dataFolder();
  const host = await serve(dataDir);
  await post(host, 'a', 'first');
  await host.end();
  const other = otherProgram(dataDir);
  other.pragma('locking_mode = EXCLUSIVE');
  other.exec('BEGIN EXCLUSIVE');
  const { code, stderr } = await refusal(dataDir);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^ratchet: store-locked: /);
  other.close();
  expect(await namesIn(await serve(dataDir), 'a')).toEqual(['first']);
});
