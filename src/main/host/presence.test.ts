import { beforeEach, expect, test } from 'vitest';
import { VirtualTime } from '../../../test/support/world.ts';
import { type BuildSummary, summarise } from '../../core/build/summary.ts';
import { emptyState } from '../../core/build/state.ts';
import { isAlive, Presence } from './presence.ts';

let time: VirtualTime;
let alive: Set<number>;
let changed: string[];
let presence: Presence;
let ended: boolean;
const summary = (more: Partial<BuildSummary> = {}): BuildSummary => ({
  ...summarise('b', emptyState),
  lastEventAt: time.now,
  ...more,
});
const gone = () => presence.with(summary()).gone;

beforeEach(() => {
  time = new VirtualTime();
  alive = new Set([7]);
  changed = [];
  ended = false;
  presence = new Presence(
    { now: () => time.now, after: time.after, isAlive: (pid) => alive.has(pid) },
    { goesOn: () => !ended, changed: (build) => changed.push(build) },
  );
});

test('a process that was there and is not any more is told', () => {
  presence.process('b', 7);
  time.advance(60_000);
  expect([gone(), changed]).toEqual([null, []]);
  alive.clear();
  time.advance(5000);
  expect(gone()).toEqual({ what: 'process', at: time.now });
  expect(changed).toEqual(['b']);
});

test('what never was there when it was looked at says nothing: it was a shell in between', () => {
  presence.process('b', 8);
  time.advance(60_000);
  expect([gone(), changed]).toEqual([null, []]);
});

test('what it wrote before is read late; what comes after is of somebody who is there', () => {
  presence.process('b', 7);
  time.advance(5000);
  alive.clear();
  time.advance(5000);
  expect(presence.seen(summary({ lastEventAt: time.now })).gone).not.toBeNull();
  expect(presence.seen(summary({ lastEventAt: time.now + 6000 })).gone).toBeNull();
});

test('a session that is resumed by another process is there again', () => {
  presence.process('b', 7);
  time.advance(5000);
  alive.clear();
  time.advance(5000);
  alive.add(9);
  presence.process('b', 9);
  expect(gone()).toBeNull();
  expect(changed).toEqual(['b', 'b']);
});

test('of a build that has ended, nobody asks', () => {
  presence.process('b', 7);
  time.advance(5000);
  expect(presence.seen(summary({ endedAt: 1 })).gone).toBeNull();
  alive.clear();
  const line = presence.line();
  line.tells('b');
  line.close();
  ended = true;
  time.advance(60_000);
  expect([gone(), changed]).toEqual([null, []]);
});

test('a line that closes and comes back in time was never away; another one loses its builds', () => {
  const line = presence.line();
  line.tells('b');
  line.tells('c');
  line.close();
  const closed = time.now;
  time.advance(10_000);
  presence.line().tells('c');
  time.advance(10_000);
  expect(gone()).toEqual({ what: 'producer', at: closed });
  expect(changed).toEqual(['b']);
  expect(presence.seen(summary()).gone).toBeNull();
});

test('nothing goes on after the end', () => {
  presence.line().tells('b');
  const line = presence.line();
  line.tells('b');
  presence.close();
  line.close();
  time.advance(60_000);
  expect(changed).toEqual([]);
});

test('a process is alive as long as it is', () => {
  expect(isAlive(process.pid)).toBe(true);
  expect(isAlive(2 ** 30)).toBe(false);
});

test('what a line had handed over when it broke holds it open no longer', () => {
  const line = presence.line();
  line.close();
  // The commit of its last message comes after its end.
  line.tells('b');
  time.advance(60_000);
  expect(gone()?.what).toBe('producer');
});
