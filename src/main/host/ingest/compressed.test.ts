import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import zlib from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { MemoryPublisher } from '../../../../test/support/memory-publisher.ts';
import { temporary } from '../../../../test/support/rig.ts';
import { only, reasonOf, tailOf } from '../../../../test/support/tail.ts';
import { said } from '../../../../test/support/transcript.ts';
import { lastingPath } from './session-place.ts';

const lines = (...names: string[]) => names.map((name) => `${said(name, name)}\n`).join('');
const packed = (text: string) => zlib.zstdCompressSync(Buffer.from(text));

async function scene() {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  const name = 'rollout-2026-03-02T09-00-00-019b.jsonl';
  const file = join(place.path, 'sessions/2026/03/02', name);
  const archived = join(place.path, 'archived_sessions', name);
  for (const path of [file, archived]) await mkdir(dirname(path), { recursive: true });
  return { file, archived, publisher: new MemoryPublisher() };
}

test('a compressed session is read', async () => {
  const { file, publisher } = await scene();
  await writeFile(`${file}.zst`, packed(lines('one', 'two')));
  await tailOf(lastingPath(`${file}.zst`), publisher).look();
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
});

test('compressed, archived and taken up again, a session stays one build, each record told once', async () => {
  const { file, archived, publisher } = await scene();
  await writeFile(file, lines('one', 'two'));
  const { look } = tailOf(file, publisher);
  await look();
  await writeFile(`${file}.zst`, packed(lines('one', 'two')));
  await rm(file);
  await look();
  await rename(`${file}.zst`, `${archived}.zst`);
  await look();
  // In another run too.
  expect(await tailOf(lastingPath(`${archived}.zst`), publisher).look()).toEqual({
    phase: 'following',
  });
  await writeFile(file, lines('one', 'two', 'three'));
  await rm(`${archived}.zst`);
  await look();
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two', 'three']);
});

test('one that is recorded and old is not unfolded again at every look', async () => {
  const { file, publisher } = await scene();
  await writeFile(`${file}.zst`, packed(lines('one')));
  await utimes(`${file}.zst`, 1, 1);
  let unfolded = 0;
  const unfolder = () => {
    unfolded += 1;
    return zlib.createZstdDecompress();
  };
  const { look, time } = tailOf(file, publisher, { unfolder });
  time.now = Date.now();
  for (let count = 0; count < 5; count += 1) expect((await look()).phase).toBe('following');
  expect(unfolded).toBe(1);
  await writeFile(`${file}.zst`, packed(lines('one', 'two')));
  await utimes(`${file}.zst`, 2, 2);
  await look();
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
});

test('damaged, and then whole', async () => {
  const { file, publisher } = await scene();
  const whole = packed(lines('one', 'two'));
  await writeFile(`${file}.zst`, whole.subarray(0, whole.length - 10));
  const { look } = tailOf(file, publisher);
  expect(reasonOf(await look())).not.toBe('following');
  await writeFile(`${file}.zst`, whole);
  expect(await look()).toEqual({ phase: 'following' });
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
});

test('a Node.js that cannot unfold it says so, and reads it when it is there unfolded', async () => {
  const { file, publisher } = await scene();
  await writeFile(`${file}.zst`, packed(lines('one')));
  const { look } = tailOf(file, publisher, { unfolder: null });
  const status = await look();
  expect(reasonOf(status)).toBe('compressed');
  expect(status).toMatchObject({ message: expect.stringContaining('22.15') });
  await writeFile(file, lines('one'));
  expect(await look()).toEqual({ phase: 'following' });
  expect(publisher.texts(only(publisher))).toEqual(['one']);
});
