import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { feedMessageSchema } from '../../src/core/sync/messages.ts';
import { damage } from '../support/damage.ts';
import { dataFolder, health, namesIn, notice, post, refusal, serve } from './scene.ts';

const EVENTS = 200;

it('a damaged page costs the build that it belongs to, by name; the others are served and go on', async () => {
  const dataDir = dataFolder();
  const path = join(dataDir, 'ratchet.db');
  const first = await serve(dataDir);
  for (const build of ['sound', 'broken']) {
    // So many that some pages hold events of one build and of no other.
    const events = Array.from({ length: EVENTS }, (_, index) => notice(`${build}-text-${index}`));
    const body = { events };
    await first.call(`/v1/builds/${build}/events`, { method: 'POST', body });
  }
  expect((await first.end()).code).toBe(0);
  copyFileSync(path, `${path}.before-1`);
  expect(damage(path, '"broken-text', '"sound-text')).toBeGreaterThan(0);
  const size = readFileSync(path).length;

  const host = await serve(dataDir);
  expect(await namesIn(host, 'sound')).toHaveLength(EVENTS);
  expect((await post(host, 'sound', 'another')).version).toBe(EVENTS + 1);
  const list = (await (await host.call('/v1/builds')).json()) as { builds: { id: string }[] };
  expect(list.builds.map(({ id }) => id).toSorted()).toEqual(['broken', 'sound']);

  const state = await host.call('/v1/builds/broken/state');
  expect(state.status).toBe(500);
  expect(await state.json()).toMatchObject({
    error: { code: 'store-corrupt', message: expect.stringContaining('ratchet.db.before-1') },
  });
  expect(await post(host, 'broken', 'more')).toMatchObject({ error: { code: 'store-corrupt' } });

  const watcher = await host.channel();
  const answer = new Promise<string>((resolve) =>
    watcher.onMessage((text) => {
      const message = feedMessageSchema.parse(JSON.parse(text));
      if (message.type === 'welcome') {
        watcher.send(JSON.stringify({ type: 'watch', stream: 'build/broken', ask: 1 }));
      } else if (message.type === 'error') {
        resolve(message.code);
      }
    }),
  );
  watcher.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'damaged' }));
  expect(await answer).toBe('unreadable');
  watcher.close();
  expect(await health(host)).toMatchObject({ status: 'ok' });
  expect((await host.end()).code).toBe(0);
  expect(readFileSync(path).length).toBeGreaterThanOrEqual(size);
});

it('a file that is no database is named and left as it is', async () => {
  const dataDir = dataFolder();
  const path = join(dataDir, 'ratchet.db');
  const text = 'this is not a database, and long enough to be read as one, over and over. '.repeat(
    99,
  );
  writeFileSync(path, text);
  const { code, stderr } = await refusal(dataDir);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^ratchet: store-corrupt: .* cannot start with it.*RATCHET_DATA_DIR/);
  expect(stderr).not.toContain('served');
  expect(readFileSync(path, 'utf8')).toBe(text);
});

it('a database of a newer version is named and left as it is', async () => {
  const dataDir = dataFolder();
  const path = join(dataDir, 'ratchet.db');
  const first = await serve(dataDir);
  await post(first, 'a', 'first');
  await first.end();
  const raw = new Database(path);
  raw.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 99999999999999)");
  raw.close();
  const before = readFileSync(path);
  const { code, stderr } = await refusal(dataDir);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^ratchet: store-newer: .*Start that version/);
  expect(readFileSync(path).equals(before)).toBe(true);
});
