import { expect, test } from 'vitest';
import type { BuildEvent } from './event.ts';
import { reduce } from './reduce.ts';
import { emptyState } from './state.ts';
import { subAgentsOf } from './sub-agents.ts';
import { summarise } from './summary.ts';

const stateOf = (events: readonly BuildEvent[]) => events.reduce(reduce, emptyState);
const task = (call: string, childSession?: string): BuildEvent => ({
  kind: 'tool.started',
  at: 1,
  call,
  name: 'Task',
  ...(childSession === undefined ? {} : { childSession }),
});
const started = (session: string, more: object = {}): BuildEvent => ({
  kind: 'build.started',
  at: 1,
  agent: 'a',
  session,
  ...more,
});

test('sub-agents are told by their calls, each once, with the title where they are recorded', () => {
  const state = stateOf([
    started('s'),
    task('c1', 'x'),
    task('c2'),
    task('c3', 'y'),
    task('c4', 'x'),
    task('c5'),
  ]);
  const child = (id: string, session: string, more: object) =>
    summarise(id, stateOf([started(session, { parentSession: 's', ...more })]));
  const builds = [
    summarise('p', state),
    child('b1', 'x', { title: 'Look' }),
    child('b2', 'z', { parentCall: 'c2' }),
    child('b3', 'w', { title: 'Alone' }),
  ];
  expect(subAgentsOf('p', state, builds)).toEqual([
    { positions: [0, 3], build: 'b1', name: 'Look' },
    { positions: [1], build: 'b2', name: 'z' },
    { positions: [2], build: null, name: 'y' },
    { positions: [], build: 'b3', name: 'Alone' },
  ]);
});

test('one that is told of within its caller is none, though its session is named', () => {
  const state = stateOf([
    started('s'),
    task('c1', 'x'),
    { ...task('c2'), parent: 'c1' } as BuildEvent,
  ]);
  expect(subAgentsOf('p', state, [summarise('p', state)])).toEqual([]);
  expect(subAgentsOf('p', stateOf([task('c')]), [])).toEqual([]);
});
