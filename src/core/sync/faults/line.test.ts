import { expect, it } from 'vitest';
import { seededRandom } from '../../random.ts';
import { VirtualTime } from '../../../../test/support/world.ts';
import { type Faults, faultsSchema, newTallies } from './faults.ts';
import { FaultLine } from './line.ts';

function setUp(first: Partial<Faults> = {}, random = seededRandom(1)) {
  const time = new VirtualTime();
  const got: string[] = [];
  const tallies = newTallies();
  let faults = faultsSchema.parse(first);
  const world = { now: () => time.now, after: time.after };
  const line = new FaultLine({ faults: () => faults, world, random, tallies });
  const send = (...texts: string[]) => {
    for (const text of texts) line.carry(text.length, () => got.push(text));
  };
  const set = (next: Partial<Faults>) => {
    faults = faultsSchema.parse(next);
    line.flush();
  };
  return { time, got, tallies, line, send, set };
}

it('without faults every text arrives in the call that sends it', () => {
  const { got, send, line, tallies } = setUp();
  send('a');
  expect(got).toEqual(['a']);
  send('b');
  expect(got).toEqual(['a', 'b']);
  expect(line.held).toBe(0);
  expect(tallies).toMatchObject({ passed: 2, dropped: 0, delayed: 0 });
});

it('what is sent while a text arrives comes behind it', () => {
  const { got, line, set, time } = setUp({ delay: 100 });
  line.carry(1, () => {
    got.push('question');
    line.carry(1, () => got.push('answer to it'));
  });
  line.carry(1, () => got.push('next'));
  set({});
  expect(got).toEqual(['question', 'next', 'answer to it']);
  expect(time.pending).toBe(0);
});

it('a delay is the same for every text, and order is kept when it changes', () => {
  const { got, send, set, time } = setUp({ delay: 1000 });
  send('a');
  time.advance(600);
  send('b');
  set({ delay: 100 });
  expect(got).toEqual(['a']);
  send('c');
  time.advance(99);
  expect(got).toEqual(['a']);
  set({ delay: 2000 });
  time.advance(1900);
  expect(got).toEqual(['a']);
  time.advance(1);
  expect(got).toEqual(['a', 'b', 'c']);
});

it('what is on its way arrives at once, in order, when a long delay ends', () => {
  const { got, send, set, time } = setUp({ delay: 60_000 });
  send('a', 'b');
  set({});
  send('c');
  expect(got).toEqual(['a', 'b', 'c']);
  expect(time.pending).toBe(0);
});

it('a line that drops all is half-open: nothing gets through but the news of a close', () => {
  const { got, send, line, tallies } = setUp({ drop: 1 });
  send('a', 'b');
  line.carryClose(() => got.push('closed'));
  expect(got).toEqual(['closed']);
  expect(tallies).toMatchObject({ passed: 0, dropped: 2 });
});

it('duplicates arrive one behind the other', () => {
  const { got, send, tallies } = setUp({ duplicate: 1 });
  send('a', 'b');
  expect(got).toEqual(['a', 'a', 'b', 'b']);
  expect(tallies).toMatchObject({ passed: 2, duplicated: 2 });
});

it('a text that is held back is overtaken, and arrives within half a second', () => {
  const chances = [1, 1, 0, 0.5, 1, 1, 1, 1];
  const { got, send, time, line, tallies } = setUp({ reorder: 0.5 }, () => chances.shift() ?? 1);
  send('a', 'bc');
  expect(got).toEqual(['bc']);
  expect(line.held).toBe(1);
  time.advance(500);
  expect(got).toEqual(['bc', 'a']);
  expect(line.held).toBe(0);
  expect(tallies).toMatchObject({ passed: 2, reordered: 1 });
});

it('a stalled line holds everything, the news of a close too, and lets go in order', () => {
  const { got, send, set, time, line, tallies } = setUp({ stall: true });
  send('a', 'b');
  line.carryClose(() => got.push('closed'));
  time.advance(60 * 60_000);
  expect(got).toEqual([]);
  expect(line.held).toBe(2);
  set({});
  expect(got).toEqual(['a', 'b', 'closed']);
  expect(line.held).toBe(0);
  expect(tallies).toMatchObject({ passed: 2, stalled: 2 });
});

it('a cut drops what is on its way, and leaves no timer', () => {
  const { got, send, set, time, line } = setUp({ delay: 100, reorder: 0.5 });
  send('a', 'b', 'c', 'd');
  line.cut();
  expect(line.held).toBe(0);
  expect(time.pending).toBe(0);
  set({});
  time.advance(1000);
  expect(got).toEqual([]);
});
