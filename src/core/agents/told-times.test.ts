import { expect, test } from 'vitest';
import { textEvent } from '../../../test/support/events.ts';
import type { BuildEvent } from '../build/event.ts';
import { tookOf } from '../build/known-time.ts';
import { reduceAll } from '../build/reduce.ts';
import { emptyState } from '../build/state.ts';
import { vectorValues } from '../build/vector.ts';
import type { SessionReading } from './sessions.ts';
import { ToldTimes } from './told-times.ts';

/** The time of the file; what tells it tells none. */
const FILE = 9000;

/** A reading whose events have these times. */
const read = (end: number, times: readonly number[], session = 'a'): SessionReading => ({
  session,
  events: times.map((at) => textEvent(`${end}`, 'b', at)),
  end,
  at: null,
});

const timesOf = (readings: readonly SessionReading[]) =>
  readings.map(({ end, events }) => [end, ...events.map(({ at }) => at)]);

test('what tells no time is of the next time that is told, and at the end of the last', () => {
  const times = new ToldTimes(FILE);
  expect(times.take([read(1, [FILE]), read(2, [FILE])])).toEqual([]);
  expect(timesOf(times.take([read(3, [FILE, 10, FILE]), read(4, [FILE])]))).toEqual([
    [1, 10],
    [2, 10],
  ]);
  expect(timesOf(times.take([read(5, [20])]))).toEqual([
    [3, 10, 10, 20],
    [4, 20],
    [5, 20],
  ]);
  expect(times.take([read(6, [FILE])])).toEqual([]);
  expect(timesOf(times.rest())).toEqual([[6, 20]]);
});

test('where nothing tells a time, the file does', () => {
  const times = new ToldTimes(FILE);
  expect(times.take([read(1, [FILE, FILE]), read(2, [])])).toEqual([]);
  expect(timesOf(times.rest())).toEqual([[1, FILE, FILE], [2]]);
});

test('how long a call took is not known where its asking told no time', () => {
  const asked = (call: string, at: number): BuildEvent => ({
    kind: 'tool.started',
    at,
    call,
    name: 'Bash',
  });
  const ended = (call: string, durationMs?: number): BuildEvent => ({
    kind: 'tool.ended',
    at: 40,
    call,
    outcome: 'succeeded',
    ...(durationMs === undefined ? {} : { durationMs }),
  });
  const events = [
    asked('a', FILE),
    asked('b', FILE),
    asked('c', 10),
    textEvent('x', 'x', 20),
    ended('a'),
    ended('b', 7),
    ended('c'),
  ];
  const times = new ToldTimes(FILE);
  const [reading] = times.take([{ session: 'a', events, end: 1, at: null }]);
  const tools = [...vectorValues(reduceAll(emptyState, reading?.events ?? []).nodes)];
  expect(tools.flatMap((node) => (node.kind === 'tool' ? [tookOf(node)] : []))).toEqual([
    null,
    7,
    30,
  ]);
});

test('each session has its own times, and what is read keeps its order', () => {
  const times = new ToldTimes(FILE);
  expect(times.take([read(1, [FILE], 'a'), read(2, [10], 'b')])).toEqual([]);
  expect(timesOf(times.take([read(3, [20], 'a')]))).toEqual([
    [1, 20],
    [2, 10],
    [3, 20],
  ]);
});

test('a time is not waited for without end: neither over many records nor over long ones', () => {
  const many = new ToldTimes(FILE);
  const readings = Array.from({ length: 5000 }, (_, end) => read(end, [FILE]));
  expect(many.take(readings).length).toBeGreaterThan(3000);
  expect(many.rest().length).toBeLessThanOrEqual(1001);
  const long = new ToldTimes(FILE);
  expect(long.take([read(0, [FILE]), read(5e6, [FILE])])).toHaveLength(2);
});
