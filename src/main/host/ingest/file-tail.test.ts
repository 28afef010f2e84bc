import { appendFile, mkdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { eventsOf, openEngine, temporary } from '../../../../test/support/rig.ts';
import { only, reasonOf, tailOf, tailScene } from '../../../../test/support/tail.ts';
import { said } from '../../../../test/support/transcript.ts';
import { AgentReader } from './agent-reader.ts';

test('records come once each as the file grows, in any cut', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, '');
  const { look } = tailOf(file, publisher);
  const lines = `${said('1', 'größe')}\n${said('2', 'two')}\r\n\n${said('3', 'three')}\n`;
  const bytes = Buffer.from(lines);
  for (let at = 0; at < bytes.length; at += 37) {
    await appendFile(file, bytes.subarray(at, at + 37));
    await look();
  }
  expect(publisher.texts(only(publisher))).toEqual(['größe', 'two', 'three']);
});

test('half a last line waits for the rest of it', async () => {
  const { file, publisher } = await tailScene();
  const second = said('2', 'two');
  await writeFile(file, `${said('1', 'one')}\n${second.slice(0, 50)}`);
  const { look, rest } = tailOf(file, publisher);
  await look();
  await rest(12);
  expect(publisher.texts(only(publisher))).toEqual(['one']);
  await appendFile(file, `${second.slice(50)}\n`);
  await look();
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
  expect(publisher.events(only(publisher)).filter(({ kind }) => kind === 'unrecognised')).toEqual(
    [],
  );
});

test('a last line that stays without an end is taken when it is whole and nothing follows', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, `${said('1', 'one')}\n${said('2', 'two')}`);
  const first = tailOf(file, publisher);
  await first.look();
  expect(publisher.texts(only(publisher))).toEqual(['one']);
  await first.rest(3);
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
  await first.tail.close();

  // Its end, when it comes after a restart, does not bring the record a second time.
  await appendFile(file, `\r\n${said('3', 'three')}\n`);
  await tailOf(file, publisher).look();
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two', 'three']);
});

test('a tail that starts again goes on where the last one was recorded', async () => {
  const { file, publisher } = await tailScene();
  const written: string[] = [];
  for (let run = 0; run < 5; run += 1) {
    const { look, tail } = tailOf(file, publisher);
    for (let index = 0; index < 3; index += 1) {
      const name = `${run}.${index}`;
      await appendFile(file, `${said(name, name)}\n`);
      written.push(name);
      // The last record of a run is left for the next one.
      if (index < 2) await look();
    }
    await tail.close();
  }
  await tailOf(file, publisher).look();
  expect(publisher.texts(only(publisher))).toEqual(written);
});

test('a file that has not grown since is not read again', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, `${said('1', 'one')}\n`);
  const first = tailOf(file, publisher);
  await first.look();
  await first.tail.close();
  const pushed = vi.spyOn(AgentReader.prototype, 'push');
  onTestFinished(() => pushed.mockRestore());
  const second = tailOf(file, publisher);
  await second.look();
  expect(pushed).not.toHaveBeenCalled();
  expect(second.tail.report).toMatchObject({
    format: 'claude-transcript',
    builds: [only(publisher)],
  });
  await appendFile(file, `${said('2', 'two')}\n`);
  await second.look();
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
});

test('a tail that rests for long lets go of its reader, and still goes on', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, `${said('1', 'one')}\n`);
  const { look, rest, tail, time } = tailOf(file, publisher);
  await look();
  await rest(12);
  expect(tail.report.offset).toBe((await stat(file)).size);
  // It looks no more by itself: it is told, or looked at by the sweep.
  expect(tail.isResting).toBe(true);
  expect(time.pending).toBe(0);
  await appendFile(file, `${said('2', 'two')}\n`);
  tail.look();
  await tail.idle();
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
});

test('every crash between two commits leaves each record recorded once', async () => {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  const file = join(place.path, 'session.jsonl');
  const names = Array.from({ length: 12 }, (_, index) => `t${index}`);
  await writeFile(file, names.map((name) => `${said(name, name)}\n`).join(''));
  let build = '';
  for (let run = 0; run < 16; run += 1) {
    const engine = openEngine(join(place.path, 'data'));
    let left = 1;
    // The process "dies" after one commit more: later publishes never come back.
    const publisher = {
      publish: (id: string, ...rest: [never, never]) => {
        build = id;
        left -= 1;
        return left < 0 ? new Promise<never>(() => {}) : engine.processor.publish(id, ...rest);
      },
      drained: () => Promise.resolve(),
    };
    const { tail } = tailOf(file, publisher as never, {
      sources: engine.store,
      chunkBytes: 400,
      commitBytes: 400,
    });
    tail.poke();
    await eventually(() => expect(left < 0 || tail.report.status.phase === 'following').toBe(true));
    await tail.close();
    await engine.close();
  }
  const engine = openEngine(join(place.path, 'data'));
  onTestFinished(() => engine.close());
  const texts = eventsOf(engine, build).flatMap((e) => (e.kind === 'text.appended' ? e.text : []));
  expect(texts).toEqual(names);
});

test('a truncated file becomes a build of its own, and the old one says why', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, `${said('1', 'one')}\n${said('2', 'two')}\n`);
  const { look } = tailOf(file, publisher);
  await look();
  const old = only(publisher);
  await truncate(file, 0);
  await appendFile(file, `${said('3', 'three')}\n`);
  await look();
  expect(publisher.texts(old)).toEqual(['one', 'two']);
  expect(publisher.events(old).at(-1)).toMatchObject({
    kind: 'notice',
    text: expect.stringMatching(/truncated at \d+ bytes; \d+ had been read.*stays/) as string,
  });
  expect(publisher.texts(`${old}~2`)).toEqual(['three']);
});

test.each(['while it is followed', 'while nobody looked'])('a file replaced %s', async (when) => {
  const { file, publisher } = await tailScene();
  await writeFile(file, `${said('1', 'one')}\n`);
  const first = tailOf(file, publisher);
  await first.look();
  const old = only(publisher);
  if (when === 'while nobody looked') await first.tail.close();
  await writeFile(`${file}.new`, `${said('9', 'another one, and a longer one')}\n`);
  await rename(`${file}.new`, file);
  const { look } = when === 'while nobody looked' ? tailOf(file, publisher) : first;
  await look();
  await look();
  expect(publisher.texts(`${old}~2`)).toEqual(['another one, and a longer one']);
  const notices = publisher.events(old).filter(({ kind }) => kind === 'notice');
  expect(notices).toMatchObject([{ text: expect.stringContaining('replaced') as string }]);
});

test('a file rewritten with the same beginning goes on', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, `${said('1', 'one')}\n`);
  const { look } = tailOf(file, publisher);
  await look();
  await writeFile(`${file}.new`, `${said('1', 'one')}\n${said('2', 'two')}\n`);
  await rename(`${file}.new`, file);
  await look();
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
});

test('a deleted file is a pause with a reason, and goes on when it is back', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, `${said('1', 'one')}\n`);
  const { look, rest, tail } = tailOf(file, publisher);
  await look();
  await rename(file, `${file}.gone`);
  expect(reasonOf(await look())).toBe('missing');
  expect(JSON.stringify(tail.report.status)).toContain('What was recorded stays');
  await appendFile(`${file}.gone`, `${said('2', 'two')}\n`);
  await rename(`${file}.gone`, file);
  await rest(1);
  expect(tail.report.status).toEqual({ phase: 'following' });
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
});

test('a directory in the place of the file is a pause with a reason', async () => {
  const { file, publisher } = await tailScene();
  await mkdir(file);
  const { look } = tailOf(file, publisher);
  expect(reasonOf(await look())).toBe('not-a-file');
  await rm(file, { recursive: true });
  await writeFile(file, `${said('1', 'one')}\n`);
  await look();
  expect(publisher.texts(only(publisher))).toEqual(['one']);
});
