import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { launchHost } from './host-process.ts';
import { forbidWriting, obeyingPermissions } from './limits.ts';
import { PatientProducer } from './patient-producer.ts';
import { dataFolder, health, namesIn, notice, post, refusal, serve } from './scene.ts';

/** Every file of a folder, by the hash of what it holds. */
const contents = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );

it('a folder that may not be written is named and left as it is; --read-only shows what is there and takes nothing', async () => {
  const dataDir = dataFolder();
  const first = await serve(dataDir);
  await post(first, 'a', 'first');
  // Killed, so that the last events are in the write-ahead log only.
  await first.end('SIGKILL');
  forbidWriting(dataDir);
  const before = contents(dataDir);

  const through = obeyingPermissions;
  const { code, stderr } = await refusal(dataDir, { through });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^ratchet: store-read-only: .*--read-only/);

  const demo = await refusal(dataDir, { through, args: ['--read-only', '--demo'] });
  expect(demo.code).toBe(1);
  expect(demo.stderr).toMatch(/^ratchet: read-only: /);

  const host = await serve(dataDir, { through, args: ['--read-only'] });
  expect(await namesIn(host, 'a')).toEqual(['first']);
  expect(await health(host)).toMatchObject({ status: 'read-only' });
  expect(await post(host, 'a', 'second')).toMatchObject({
    status: 503,
    error: { code: 'read-only' },
  });
  const producer = new PatientProducer();
  const socket = await producer.connect(host);
  const answered = new Promise((resolve) => socket.once('message', resolve));
  producer.publish({ build: 'a', key: 'third', events: [notice('third')] });
  await answered;
  expect([...producer.final.keys()]).toEqual(['read-only']);
  const body = { paths: [dataDir] };
  expect((await host.call('/v1/sources', { method: 'POST', body })).status).toBe(503);
  expect((await host.call('/v1/demo', { method: 'POST' })).status).toBe(503);
  expect((await host.call('/v1/builds/a', { method: 'DELETE' })).status).toBe(503);
  expect((await host.end()).code).toBe(0);
  expect(contents(dataDir)).toEqual(before);
});

it('a folder that cannot be made is named', async () => {
  const place = dataFolder();
  forbidWriting(place);
  const { code, stderr } = await refusal(join(place, 'data'), { through: obeyingPermissions });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^ratchet: store-read-only: .*RATCHET_DATA_DIR/);
});

it('--read-only of a folder without a database says that there is nothing to show', async () => {
  const empty = join(dataFolder(), 'empty');
  mkdirSync(empty);
  const { code, stderr } = await refusal(empty, { args: ['--read-only'] });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^ratchet: store-missing: /);
  expect(readdirSync(empty)).toEqual([]);
});

it('--read-only beside a host that runs shows that one', async () => {
  const dataDir = dataFolder();
  const host = await serve(dataDir);
  await post(host, 'a', 'first');
  const second = launchHost(dataDir, { args: ['--read-only'] });
  expect(await namesIn(await second.ready, 'a')).toEqual(['first']);
  expect(await second.ended).toMatchObject({ code: 0 });
});
