import { appendFile, mkdir, open, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { MemoryPublisher } from '../../../../test/support/memory-publisher.ts';
import { eventsOf, openEngine, temporary, testFormats } from '../../../../test/support/rig.ts';
import { init, said, streamed } from '../../../../test/support/transcript.ts';
import { VirtualTime } from '../../../../test/support/world.ts';
import { RatchetError } from '../../../core/errors.ts';
import { AgentReader } from './agent-reader.ts';
import { FileTail, type TailOptions } from './file-tail.ts';

type Extra = Partial<Omit<TailOptions, 'newReader'>> & {
  limit?: number;
  unknown?: 'keep' | 'ignore';
};

/** A tail on a clock that stands still: it looks when it is poked, and when the clock is moved. */
function tailOf(path: string, publisher: MemoryPublisher, extra: Extra = {}) {
  const time = new VirtualTime();
  const world = { now: () => time.now, after: time.after };
  const { limit, unknown = 'keep', ...options } = extra;
  const newReader = (format: string | undefined) =>
    new AgentReader({ formats: testFormats, format, unknown, limit });
  const base = { path, publisher, sources: publisher, newReader, world };
  const tail = new FileTail({ ...base, ...options });
  onTestFinished(() => tail.close());
  /** Looks at the file, and waits for everything that follows from it. */
  const look = async () => {
    tail.poke();
    await tail.idle();
    return tail.report.status;
  };
  /** Lets so many quiet looks pass. */
  const rest = async (looks: number) => {
    for (let count = 0; count < looks; count += 1) {
      time.advance(60_000);
      await tail.idle();
    }
  };
  return { tail, look, rest, time };
}

async function scene() {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  return { file: join(place.path, 'session.jsonl'), publisher: new MemoryPublisher() };
}

const only = (publisher: MemoryPublisher): string => {
  expect(publisher.logs.size).toBe(1);
  return [...publisher.logs.keys()][0] ?? '';
};
const reasonOf = (status: { phase: string }) => ('reason' in status ? status.reason : status.phase);

test('records come once each as the file grows, in any cut', async () => {
  const { file, publisher } = await scene();
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
  const { file, publisher } = await scene();
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
  const { file, publisher } = await scene();
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
  const { file, publisher } = await scene();
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
  const { file, publisher } = await scene();
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
  const { file, publisher } = await scene();
  await writeFile(file, `${said('1', 'one')}\n`);
  const { look, rest, tail } = tailOf(file, publisher);
  await look();
  await rest(12);
  expect(tail.report.offset).toBe((await stat(file)).size);
  await appendFile(file, `${said('2', 'two')}\n`);
  await rest(1);
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
    });
    tail.poke();
    await vi.waitFor(() => expect(left < 0 || tail.report.status.phase === 'following').toBe(true));
    await tail.close();
    await engine.close();
  }
  const engine = openEngine(join(place.path, 'data'));
  onTestFinished(() => engine.close());
  const texts = eventsOf(engine, build).flatMap((e) => (e.kind === 'text.appended' ? e.text : []));
  expect(texts).toEqual(names);
});

test('a truncated file becomes a build of its own, and the old one says why', async () => {
  const { file, publisher } = await scene();
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
  const { file, publisher } = await scene();
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
  const { file, publisher } = await scene();
  await writeFile(file, `${said('1', 'one')}\n`);
  const { look } = tailOf(file, publisher);
  await look();
  await writeFile(`${file}.new`, `${said('1', 'one')}\n${said('2', 'two')}\n`);
  await rename(`${file}.new`, file);
  await look();
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
});

test('a deleted file is a pause with a reason, and goes on when it is back', async () => {
  const { file, publisher } = await scene();
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
  const { file, publisher } = await scene();
  await mkdir(file);
  const { look } = tailOf(file, publisher);
  expect(reasonOf(await look())).toBe('not-a-file');
  await rm(file, { recursive: true });
  await writeFile(file, `${said('1', 'one')}\n`);
  await look();
  expect(publisher.texts(only(publisher))).toEqual(['one']);
});

test('a line over the limit costs one event, and none of its neighbours', async () => {
  const { file, publisher } = await scene();
  await writeFile(file, `${said('1', 'one')}\n${'x'.repeat(5000)}\n${said('2', 'two')}\n`);
  await tailOf(file, publisher, { limit: 2000, chunkBytes: 700 }).look();
  const build = only(publisher);
  expect(publisher.texts(build)).toEqual(['one', 'two']);
  expect(publisher.events(build).filter(({ kind }) => kind === 'unrecognised')).toMatchObject([
    { format: 'claude-transcript', reason: 'line too long (5000 bytes)' },
  ]);
});

test('a line of 100 MB is passed over in little memory', async () => {
  const { file, publisher } = await scene();
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
  const { file, publisher } = await scene();
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
  const { file, publisher } = await scene();
  const names = Array.from({ length: 50 }, (_, index) => `t${index}`);
  await writeFile(file, names.map((name) => `${said(name, name)}\n`).join(''));
  const { tail } = tailOf(file, publisher, { chunkBytes: 1000 });
  publisher.fill();
  tail.poke();
  await vi.waitFor(() => expect(publisher.drains).toBeGreaterThan(0));
  expect(tail.report.offset).toBeLessThanOrEqual(1000);
  publisher.empty();
  await tail.idle();
  expect(publisher.texts(only(publisher))).toEqual(names);
});

test('a store that refuses is a pause with a reason, and what was read is read again', async () => {
  const { file, publisher } = await scene();
  await writeFile(file, `${said('1', 'one')}\n${said('2', 'two')}\n`);
  publisher.refusals = [new RatchetError('read-only', 'The store is read-only.')];
  const { look, rest, tail } = tailOf(file, publisher);
  expect(reasonOf(await look())).toBe('not-recorded');
  await rest(1);
  expect(tail.report.status.phase).toBe('following');
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two']);
});

test('several sessions in one file are several builds, each recorded once across restarts', async () => {
  const { file, publisher } = await scene();
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
  const { file, publisher } = await scene();
  await writeFile(file, '{"some":"thing"}\n'.repeat(30));
  expect(await tailOf(file, publisher, { unknown: 'ignore' }).look()).toEqual({ phase: 'ignored' });
  expect(publisher.logs.size).toBe(0);
  await tailOf(file, publisher).look();
  expect(publisher.events(only(publisher))).toHaveLength(30);
});
