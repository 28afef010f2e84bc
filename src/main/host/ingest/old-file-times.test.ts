import { open, utimes, writeFile } from 'node:fs/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { exported } from '../../../../test/fixtures/agents/opencode.ts';
import { init, result, said, use } from '../../../../test/support/stream-json.ts';
import { only, reasonOf, tailOf, tailScene } from '../../../../test/support/tail.ts';
import type { Json } from '../../../core/build/content.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';

/** When the file was last written, in seconds: it was copied long after the session. */
const COPIED = 1_900_000_000;
const began = Date.parse('2026-01-05T10:00:00Z');

const timed = (record: Json, seconds: number): Json => ({
  ...(record as Record<string, Json>),
  timestamp: new Date(began + seconds * 1000).toISOString(),
});

/** What is recorded of an old file with this text, and the events that it came of. */
async function read(text: string) {
  const { file, publisher } = await tailScene();
  await writeFile(file, text);
  await utimes(file, COPIED, COPIED);
  const { look, time } = tailOf(file, publisher, { once: true });
  time.now = 2 * COPIED * 1000;
  await look();
  const events = publisher.events(only(publisher));
  return { events, state: reduceAll(emptyState, events) };
}

const lines = (...records: Json[]) => records.map((one) => `${JSON.stringify(one)}\n`).join('');

test('a stream in which few records tell a time is of those times, from its first record on', async () => {
  const { events, state } = await read(
    lines(
      init,
      said('m1', use('a', 'Bash', { command: 'ls' })),
      timed(result('a', 'x'), 5),
      said('m2', use('b', 'Bash', { command: 'pwd' })),
      timed(result('b', 'y'), 20),
      said('m3', { type: 'text', text: 'Done.' }),
    ),
  );
  expect(state.startedAt).toBe(began + 5000);
  expect(state.lastEventAt).toBe(began + 20_000);
  const asked = events.filter(({ kind }) => kind === 'tool.started').map(({ at }) => at - began);
  expect(asked).toEqual([5000, 20_000]);
});

test('where no record tells a time, all are of the time of the file', async () => {
  const { events } = await read(lines(init, said('m1', { type: 'text', text: 'Hello' })));
  expect(new Set(events.map(({ at }) => at))).toEqual(new Set([COPIED * 1000]));
});

test('an export begins when its session was created', async () => {
  const { state } = await read(JSON.stringify(exported, null, 2));
  expect(state.startedAt).toBe(exported.info.time.created);
});

test('a document in which only later records tell a time begins with those', async () => {
  const { time: _, ...info } = exported.info;
  const { state, events } = await read(JSON.stringify({ ...exported, info }, null, 2));
  expect(state.startedAt).toBe(exported.messages[0]?.info.time.created);
  expect(events.filter(({ at }) => at === COPIED * 1000)).toEqual([]);
});

test('a disk that fails once in the middle of a file costs nothing of what was read before', async () => {
  const { file, publisher } = await tailScene();
  const text = lines(
    init,
    said('m1', { type: 'text', text: 'one' }),
    said('m2', { type: 'text', text: 'two' }),
    timed(said('m3', { type: 'text', text: 'three' }), 5),
  );
  await writeFile(file, text);
  await utimes(file, COPIED, COPIED);
  const chunkBytes = text.indexOf('"m2"');
  const handle = await open(file);
  const kind = Object.getPrototypeOf(handle) as typeof handle;
  await handle.close();
  const whole = Reflect.get(kind, 'read');
  let failures = 1;
  const read = vi.spyOn(kind, 'read').mockImplementation(function (this: typeof handle, ...asked) {
    const [, , length, position] = asked as unknown[];
    const isSecond = length === chunkBytes && position === chunkBytes;
    if (!isSecond || failures === 0) return Reflect.apply(whole, this, asked);
    failures -= 1;
    return Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'read' }));
  });
  onTestFinished(() => read.mockRestore());

  const { look, time } = tailOf(file, publisher, { chunkBytes });
  time.now = 2 * COPIED * 1000;
  expect(reasonOf(await look())).toBe('unreadable');
  expect(reasonOf(await look())).toBe('following');
  expect(publisher.texts(only(publisher))).toEqual(['one', 'two', 'three']);
});
