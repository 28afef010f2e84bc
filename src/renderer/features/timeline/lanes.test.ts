import { expect, test } from 'vitest';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { atOnce } from '../../ui/slices.ts';
import { gather, lanesInSteps } from './lanes.ts';
import { scaleOf } from './scale.ts';

const lanesOf = (...asked: Parameters<typeof lanesInSteps>) => atOnce(lanesInSteps(...asked));

test('a failure among thousands of tools stays in sight', () => {
  const events: BuildEvent[] = [];
  for (let index = 0; index < 4000; index += 1) {
    const outcome = index === 1234 ? 'failed' : 'succeeded';
    events.push({ kind: 'tool.started', at: index, call: `c${index}`, name: 'Bash' });
    events.push({ kind: 'tool.ended', at: index, call: `c${index}`, outcome });
  }
  const state = reduceAll(emptyState, events);
  const { tools } = lanesOf(state, scaleOf(state, 'version'), 200);
  expect(tools.length).toBeLessThan(10);
  expect(tools.filter(({ tone }) => tone === 'failed')).toHaveLength(1);
});

test('the worst tone of a pixel wins, whatever came first', () => {
  const bars = [
    { from: 2, to: 2.5, tone: 'failed' },
    { from: 0, to: 5, tone: 'done' },
  ] as const;
  expect(gather(bars, 6)).toEqual([
    { from: 0, to: 2, tone: 'done' },
    { from: 2, to: 3, tone: 'failed' },
    { from: 3, to: 6, tone: 'done' },
  ]);
});

test('spans of TODOs, and what came before them', () => {
  const state = reduceAll(emptyState, [
    { kind: 'build.started', at: 0 },
    { kind: 'plan.updated', at: 50, todos: [{ text: 'a', status: 'active' }] },
    { kind: 'error', at: 80, message: 'no' },
    { kind: 'notice', at: 100, text: 'x' },
  ]);
  const { plan, errors } = lanesOf(state, scaleOf(state, 'time'), 100);
  expect(plan).toEqual([
    { from: 50, to: 100, tone: 'running' },
    { from: 0, to: 50, tone: 'idle' },
  ]);
  expect(errors).toEqual([80]);
});

test('what nobody saw an end of is not painted as if it went on', () => {
  const open = reduceAll(emptyState, [
    {
      kind: 'plan.updated',
      at: 0,
      todos: [{ text: 'Dredge', status: 'active' }],
    },
    { kind: 'tool.started', at: 0, call: 'c', name: 'Bash' },
    { kind: 'notice', at: 4000, text: 'x' },
  ]);
  const scale = scaleOf(open, 'time');
  const tonesOf = (isLost: boolean, isOver = false) => {
    const { plan, tools } = lanesOf(open, scale, 100, { isLost, isOver });
    return [plan[0]?.tone, tools[0]?.tone, tools[0]?.to];
  };
  expect(tonesOf(false)).toEqual(['running', 'running', 100]);
  expect(tonesOf(true)).toEqual(['unknown', 'unknown', 100]);
  expect(tonesOf(false, true)[0]).toBe('idle');
});

test('a call that waits for somebody does not run', () => {
  const state = reduceAll(emptyState, [
    { kind: 'tool.started', at: 0, call: 'c', name: 'Bash' },
    { kind: 'attention.requested', at: 9, id: 'a', reason: 'permission', text: 'rm', call: 'c' },
  ]);
  const tones = (isLost: boolean) =>
    lanesOf(state, scaleOf(state, 'time'), 100, { isLost, isOver: false }).tools.map(
      ({ tone }) => tone,
    );
  expect([tones(false), tones(true)]).toEqual([['waiting'], ['unknown']]);
});
