import { expect, test } from 'vitest';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { foldTime } from './idle.ts';

const note = (at: number): BuildEvent => ({ kind: 'notice', at, text: 'x' });
const hour = 3_600_000;

test('idle hours are folded, and times map back and forth', () => {
  const state = reduceAll(emptyState, [note(0), note(4000), note(hour), note(hour + 3000)]);
  const time = foldTime(state);
  expect(time.folds).toEqual([{ from: 4000, to: hour }]);
  expect(time.length).toBe(4000 + 2000 + 3000);
  expect(time.place(2000)).toBe(2000);
  expect(time.place(hour)).toBe(6000);
  expect(time.place(hour + 1000)).toBe(7000);
  for (const at of [0, 1000, 4000, hour / 2, hour, hour + 2000]) {
    expect(time.time(time.place(at))).toBeCloseTo(at, 3);
  }
});

test('a long tool is work, not idleness', () => {
  const state = reduceAll(emptyState, [
    { kind: 'tool.started', at: 0, call: 'a', name: 'Bash' },
    { kind: 'tool.ended', at: hour, call: 'a', outcome: 'succeeded' },
    note(hour + 1),
  ]);
  expect(foldTime(state).folds).toEqual([]);
});

test('the time before the end is folded too', () => {
  const state = reduceAll(emptyState, [
    note(0),
    { kind: 'build.ended', at: hour, outcome: 'succeeded' },
  ]);
  expect(foldTime(state).folds).toEqual([{ from: 0, to: hour }]);
});
