import { expect, test } from 'vitest';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { tellsTime } from '../../../core/build/known-time.ts';
import { nodeAt, scaleOf, timeOf } from './scale.ts';

const tool = (call: string, at: number): BuildEvent => ({
  kind: 'tool.started',
  at,
  call,
  name: 'Bash',
});
const state = reduceAll(emptyState, [
  { kind: 'build.started', at: 1000 },
  tool('a', 2000),
  tool('b', 4000),
  { kind: 'tool.ended', at: 10_000, call: 'b', outcome: 'succeeded' },
  { kind: 'tool.ended', at: 11_000, call: 'a', outcome: 'succeeded' },
]);

test('by version', () => {
  const scale = scaleOf(state, 'version');
  expect(scale.ofVersion(5)).toBe(1);
  expect(scale.versionAt(0.6)).toBe(3);
  expect(scale.versionAt(7)).toBe(5);
});

test('by time, back and forth', () => {
  const scale = scaleOf(state, 'time');
  expect(scale.at(3, 4000)).toBeCloseTo(0.3);
  expect(scale.ofVersion(3)).toBeCloseTo(0.3);
  expect(scale.versionAt(0.3)).toBe(3);
  expect(scale.versionAt(1)).toBe(5);
  expect(scale.versionAt(0)).toBe(1);
});

test('the time of a version never goes back', () => {
  const times = [0, 1, 2, 3, 4, 5].map((version) => timeOf(state, version));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times.at(-1)).toBe(11_000);
});

test('what happened at a version', () => {
  expect(nodeAt(state, 1)).toBeNull();
  expect(nodeAt(state, 2)?.key).toBe('tool:a');
  expect(nodeAt(state, 5)?.key).toBe('tool:b');
});

test('marks are round and not too many', () => {
  const values = (axis: 'time' | 'version', most: number) =>
    scaleOf(state, axis)
      .ticks(most)
      .map(({ value }) => value);
  expect(values('time', 5)).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
  expect(values('version', 3)).toEqual([0, 2, 4]);
});

test('records that tell no times all have the same, or one before the first', () => {
  const allAt = (...times: number[]) =>
    reduceAll(
      emptyState,
      times.map((at, index) => tool(`${index}`, at)),
    );
  expect(tellsTime(state)).toBe(true);
  expect(tellsTime(allAt(5000, 5000))).toBe(false);
  expect(tellsTime(allAt(5000, 2000))).toBe(false);
});
