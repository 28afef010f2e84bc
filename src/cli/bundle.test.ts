import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { textEvent } from '../../test/support/events.ts';
import { bundle } from '../../test/support/export.ts';
import { openEngine, temporary } from '../../test/support/rig.ts';
import { isBundle } from './bundle.ts';

async function folder(): Promise<string> {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  return place.path;
}

/** A bundle of more bytes than are looked at. */
async function longBundle(path: string): Promise<Buffer> {
  const engine = openEngine(join(path, 'data'));
  const texts = Array.from({ length: 2000 }, (_, index) => textEvent(`${index * 7919}`));
  await engine.processor.publish('a', texts);
  const whole = await bundle(engine, 'a');
  await engine.close();
  return whole;
}

test('a bundle with a damaged byte is one, whatever its name says', async () => {
  const path = await folder();
  const whole = await longBundle(path);
  expect(whole.length).toBeGreaterThan(4096);
  // What unpacks to the mark stands before this.
  for (let at = 200; at < 4096; at += 97) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x55;
    await writeFile(join(path, 'b'), changed);
    expect([at, await isBundle(join(path, 'b'))]).toEqual([at, true]);
  }
});

test('one that is damaged before anything can be told is known by its name', async () => {
  const path = await folder();
  const changed = await longBundle(path);
  changed.fill(0xff, 10, 60);
  await writeFile(join(path, 'b.ratchet'), changed);
  await writeFile(join(path, 'b'), changed);
  expect(await isBundle(join(path, 'b.ratchet'))).toBe(true);
  expect(await isBundle(join(path, 'b'))).toBe(false);
});

test.each([
  ['an empty file', Buffer.alloc(0)],
  ['a text', Buffer.from('{"ratchet":"bundle"}\n')],
  ['gzip of something else', gzipSync('{"type":"user"}\n')],
  ['gzip of very much', gzipSync(Buffer.alloc(3_000_000))],
])('%s is none', async (_name, bytes) => {
  const path = join(await folder(), 'file');
  await writeFile(path, bytes);
  expect(await isBundle(path)).toBe(false);
});

test('what is not there, and a folder, cannot be read', async () => {
  const path = await folder();
  await mkdir(join(path, 'folder'));
  for (const name of ['nothing', 'folder']) {
    await expect(isBundle(join(path, name))).rejects.toMatchObject({ code: 'unreadable' });
  }
});
