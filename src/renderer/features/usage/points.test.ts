import { expect, test } from 'vitest';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { extend, thinned } from './points.ts';

const events: BuildEvent[] = [
  { kind: 'usage', at: 1, scope: 'call', key: 'a', input: 10, output: 1 },
  { kind: 'notice', at: 2, text: 'x' },
  { kind: 'usage', at: 3, scope: 'call', key: 'a', input: 10, output: 5, contextWindow: 100 },
  { kind: 'usage', at: 4, scope: 'call', key: 'b', input: 20, cacheRead: 7, costUsd: 0.5 },
  { kind: 'usage', at: 5, scope: 'session', input: 100, output: 50 },
];
const logged = events.map((event, index) => ({ version: index + 1, event }));

test('points are what the state says at their versions, also when they come in parts', () => {
  const points = extend(extend([], logged.slice(0, 3)), logged.slice(3));
  expect(points.map(({ version }) => version)).toEqual([1, 3, 4, 5]);
  for (const { version, usage } of points) {
    expect(usage).toEqual(reduceAll(emptyState, events.slice(0, version)).usage);
  }
});

test('many points are thinned evenly, and the ends stay', () => {
  const all = Array.from({ length: 1000 }, (_, index) => index);
  const few = thinned(all, 5);
  expect(few).toEqual([0, 250, 500, 749, 999]);
  expect(thinned([1, 2], 5)).toEqual([1, 2]);
});
