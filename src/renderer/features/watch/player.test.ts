import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyEvent } from '../../../../test/support/arbitrary.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { type BuildState, emptyState } from '../../../core/build/state.ts';
import { Player } from './player.ts';

const note = (at: number): BuildEvent => ({ kind: 'notice', at, text: 'x' });
const notes = (count: number, every: number): BuildEvent[] =>
  Array.from({ length: count }, (_, index) => note(index * every));

/** A player over a history, with a clock that moves a frame of `ms` when it is told to. */
function setUp(events: readonly BuildEvent[]) {
  let now = 0;
  let waiting: (() => void) | null = null;
  let log = events;
  let speed = 1;
  const shown: BuildState[] = [];
  const told: unknown[] = [];
  const asked: [number, number][] = [];
  const stateAt = (version: number) => reduceAll(emptyState, log.slice(0, version));
  const player = new Player({
    now: () => now,
    frame(callback) {
      waiting = callback;
      return () => (waiting = null);
    },
    state: (version) => Promise.resolve(stateAt(version)),
    events(from, to) {
      asked.push([from, to]);
      const slice = log.slice(from, to);
      return Promise.resolve(slice.map((event, at) => ({ version: from + at + 1, event })));
    },
    live: () => stateAt(log.length),
    speed: () => speed,
    show: (state) => void shown.push(state),
    arrive: () => void told.push('live'),
    fail: (error) => void told.push(error),
  });
  return {
    player,
    shown,
    told,
    asked,
    stateAt,
    versions: () => shown.map(({ version }) => version),
    isWaiting: () => waiting !== null,
    setSpeed: (next: number) => (speed = next),
    grow: (more: readonly BuildEvent[]) => (log = [...log, ...more]),
    async frame(ms: number) {
      now += ms;
      const run = waiting;
      waiting = null;
      run?.();
      // What the frame has asked for comes before the next.
      for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
    },
  };
}

async function begin(events: readonly BuildEvent[], from: number) {
  const rig = setUp(events);
  rig.player.start(from);
  await rig.frame(0);
  return rig;
}

test('plays in the time of the events, times the speed', async () => {
  const rig = await begin(notes(20, 100), 1);
  await rig.frame(100);
  await rig.frame(100);
  expect(rig.versions()).toEqual([1, 2, 3]);
  rig.setSpeed(4);
  await rig.frame(100);
  expect(rig.versions().at(-1)).toBe(7);
});

test('hours in which nothing went on pass in two seconds', async () => {
  const rig = await begin([note(0), note(7_200_000), note(7_200_100)], 1);
  for (let frame = 0; frame < 9; frame += 1) await rig.frame(200);
  expect(rig.versions()).toEqual([1]);
  await rig.frame(200);
  expect(rig.versions()).toEqual([1, 2]);
});

test('a page that stood still goes on where it was', async () => {
  const rig = await begin(notes(100, 100), 1);
  await rig.frame(60_000);
  expect(rig.versions().at(-1)).toBe(3);
});

test('stops at the last version, and says so once', async () => {
  const rig = await begin(notes(4, 100), 2);
  for (let frame = 0; frame < 6; frame += 1) await rig.frame(200);
  expect(rig.versions().at(-1)).toBe(4);
  expect(rig.told).toEqual(['live']);
  expect(rig.isWaiting()).toBe(false);
});

test('plays what comes while it plays', async () => {
  const rig = await begin(notes(3, 100), 1);
  await rig.frame(100);
  rig.grow([note(250), note(300)]);
  for (let frame = 0; frame < 5; frame += 1) await rig.frame(100);
  expect(rig.versions().at(-1)).toBe(5);
  expect(rig.told).toEqual(['live']);
});

test('asks for stretches, not for versions', async () => {
  const rig = await begin(notes(2000, 1), 1);
  for (let frame = 0; frame < 12; frame += 1) await rig.frame(200);
  expect(rig.versions().at(-1)).toBe(2000);
  expect(rig.asked).toEqual([
    [1, 1001],
    [1001, 2000],
  ]);
});

test('a flood gives the screen a state now and then, and the last one always', async () => {
  const rig = await begin(notes(200, 1), 1);
  for (let frame = 0; frame < 30; frame += 1) await rig.frame(10);
  expect(rig.shown.length).toBeLessThan(8);
  expect(rig.versions().at(-1)).toBe(200);
  expect(rig.told).toEqual(['live']);
});

test('after the stop nothing is shown, whatever was on its way', async () => {
  const rig = setUp(notes(10, 100));
  rig.player.start(1);
  rig.player.stop();
  await rig.frame(100);
  expect(rig.shown).toEqual([]);
  rig.player.start(2);
  await rig.frame(0);
  rig.player.stop();
  await rig.frame(500);
  expect(rig.versions()).toEqual([2]);
  expect(rig.told).toEqual([]);
});

test('events that do not follow end it', async () => {
  const rig = setUp(notes(10, 100));
  rig.stateAt(1);
  const player = new Player({
    now: () => 0,
    frame: () => () => {},
    state: (version) => Promise.resolve(rig.stateAt(version)),
    events: () => Promise.resolve([{ version: 7, event: note(0) }]),
    live: () => rig.stateAt(10),
    speed: () => 1,
    show: () => {},
    arrive: () => void rig.told.push('live'),
    fail: (error) => void rig.told.push(String(error)),
  });
  player.start(1);
  await rig.frame(0);
  expect(rig.told).toEqual(['Error: The host did not give the events that follow.']);
});

test('property: what it shows at a version is the state at that version, in rising order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyEvent, { minLength: 1, maxLength: 40 }),
      fc.nat(39),
      fc.array(fc.nat(400), { maxLength: 20 }),
      async (events, start, frames) => {
        const rig = await begin(events, Math.min(start, events.length));
        rig.setSpeed(1000);
        for (const ms of frames) await rig.frame(ms);
        for (const state of rig.shown) expect(state).toEqual(rig.stateAt(state.version));
        const versions = rig.versions();
        expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
      },
    ),
  );
});
