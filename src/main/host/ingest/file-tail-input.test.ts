import { appendFile, open, writeFile } from 'node:fs/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { eventsOf, openEngine, temporary } from '../../../../test/support/rig.ts';
import { only, reasonOf, tailOf, tailScene } from '../../../../test/support/tail.ts';
import { init, said, streamed } from '../../../../test/support/transcript.ts';
import { RatchetError } from '../../../core/errors.ts';

test('a line over the limit costs one event, and none of its neighbours', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, `${said('1', 'one')}\n${'x'.repeat(5000)}\n${said('2', 'two')}\n`);
  await tailOf(file, publisher, { limit: 2000, chunkBytes: 700 }).look();
  const build = only(publisher);
  expect(publisher.texts(build)).toEqual(['one', 'two']);
  expect(publisher.events(build).filter(({ kind }) => kind === 'unrecognised')).toMatchObject([
    { format: 'claude-transcript', reason: 'line too long (5000 bytes)' },
  ]);
});

test('a record nested deeper than any stack costs itself only', async () => {
  const { file, publisher } = await tailScene();
  const deep = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  const record = said('2', 'x').replace(
    '{"type":"text","text":"x"}',
    () => `{"type":"tool_use","id":"c","name":"n","input":${deep}}`,
  );
  await writeFile(file, `${said('1', 'one')}\n${record}\n${said('3', 'three')}\n`);
  const place = await temporary();
  const engine = openEngine(place.path);
  onTestFinished(async () => {
    await engine.close();
    await place[Symbol.asyncDispose]();
  });
  const real = { publisher: engine.processor, sources: engine.store };
  await tailOf(file, publisher, real).look();
  const kinds = eventsOf(engine, engine.builds()[0]?.id ?? '').map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'text.appended')).toHaveLength(2);
  expect(kinds).toContain('unrecognised');
});

test('what fails in reading is read again, whatever failed', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, `${said('1', 'one')}\n${said('2', 'two')}\n`);
  const { look } = tailOf(file, publisher);
  vi.spyOn(publisher, 'publish').mockRejectedValueOnce(new RangeError('out of stack'));
  expect(reasonOf(await look())).toBe('not-recorded');
  expect(reasonOf(await look())).toBe('following');
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
});

test('a file that begins with nothing but blank lines is read all the same', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, `${'\n'.repeat(10_000)}${said('1', 'one')}\n`);
  await tailOf(file, publisher).look();
  expect(publisher.texts(only(publisher))).toEqual(['one']);
});

test('a line of 100 MB is passed over in little memory', async () => {
  const { file, publisher } = await tailScene();
  const handle = await open(file, 'w');
  await handle.write(`${said('1', 'one')}\n`);
  const part = Buffer.alloc(10 * 1024 * 1024, 'x');
  for (let count = 0; count < 10; count += 1) await handle.write(part);
  await handle.write(`\n${said('2', 'two')}\n`);
  await handle.close();
  const before = process.memoryUsage().arrayBuffers;
  await tailOf(file, publisher).look();
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(96 * 1024 * 1024);
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
});

test('invalid UTF-8, junk and glued records cost themselves only', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, `${said('1', 'one')}\n`);
  await appendFile(file, Buffer.from([0xff, 0xfe, 0x0a]));
  await appendFile(file, `null\n[1]\n${said('2', 'two')}${said('3', 'three')}\n`);
  await tailOf(file, publisher).look();
  const build = only(publisher);
  expect(publisher.texts(build)).toEqual(['one', 'two', 'three']);
  const bad = publisher.events(build).filter(({ kind }) => kind === 'unrecognised');
  expect(bad).toHaveLength(3);
});

test('a full mailbox pauses the reading, and nothing is lost or doubled', async () => {
  const { file, publisher } = await tailScene();
  const names = Array.from({ length: 50 }, (_, index) => `t${index}`);
  await writeFile(file, names.map((name) => `${said(name, name)}\n`).join(''));
  const { tail } = tailOf(file, publisher, { chunkBytes: 1000, commitBytes: 1000 });
  publisher.fill();
  tail.poke();
  await eventually(() => expect(publisher.drains).toBeGreaterThan(0));
  expect(tail.report.offset).toBeLessThanOrEqual(1000);
  publisher.empty();
  await tail.idle();
  expect(publisher.texts(only(publisher))).toEqual(names);
});

test('a store that refuses is a pause with a reason, and what was read is read again', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, `${said('1', 'one')}\n${said('2', 'two')}\n`);
  publisher.refusals = [new RatchetError('read-only', 'The store is read-only.')];
  const { look, rest, tail } = tailOf(file, publisher);
  expect(reasonOf(await look())).toBe('not-recorded');
  await rest(1);
  expect(tail.report.status.phase).toBe('following');
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
});

test('several sessions in one file are several builds, each recorded once across restarts', async () => {
  const { file, publisher } = await tailScene();
  const write = (...lines: string[]) => appendFile(file, lines.map((one) => `${one}\n`).join(''));
  await write(init('a'), streamed('1', 'a1', 'a'), init('b'), streamed('2', 'b1', 'b'));
  const first = tailOf(file, publisher);
  await first.look();
  await first.tail.close();
  await write(streamed('3', 'a2', 'a'), streamed('4', 'b2', 'b'));
  await tailOf(file, publisher).look();
  const builds = [...publisher.logs.keys()].sort();
  expect(builds).toHaveLength(2);
  expect(builds.map((build) => publisher.texts(build))).toEqual([
    ['a1', 'a2'],
    ['b1', 'b2'],
  ]);
});

test('a file of no known format is kept as it is, or left alone, as asked', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, '{"some":"thing"}\n'.repeat(30));
  expect(await tailOf(file, publisher, { unknown: 'ignore' }).look()).toEqual({ phase: 'ignored' });
  expect(publisher.logs.size).toBe(0);
  await tailOf(file, publisher).look();
  expect(publisher.events(only(publisher))).toHaveLength(30);
});
