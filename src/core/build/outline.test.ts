import { expect, test } from 'vitest';
import { largeBuild } from '../../../test/support/large-build.ts';
import type { BuildEvent } from './event.ts';
import {
  childrenOf,
  earlierOutline,
  emptyOutline,
  extendOutline,
  rootsOf,
  sectionsOf,
} from './outline.ts';
import { reduce, reduceAll } from './reduce.ts';
import { emptyState } from './state.ts';

const at = 1;
const tool = (call: string, parent?: string): BuildEvent => ({
  kind: 'tool.started',
  at,
  call,
  name: 'Bash',
  ...(parent === undefined ? {} : { parent }),
});
const plan = (...todos: [string, 'pending' | 'active' | 'done'][]): BuildEvent => ({
  kind: 'plan.updated',
  at,
  todos: todos.map(([text, status]) => ({ text, status })),
});

const events: BuildEvent[] = [
  tool('a'),
  plan(['one', 'active'], ['two', 'pending']),
  tool('b'),
  tool('b1', 'b'),
  tool('b2', 'b'),
  plan(['one', 'done'], ['two', 'active'], ['three', 'pending']),
  tool('c'),
  plan(['two', 'active'], ['three', 'pending']),
  tool('d'),
];

test('groups nodes under the TODO that was active, and sub-agents under their call', () => {
  const state = reduceAll(emptyState, events);
  const outline = extendOutline(emptyOutline(), state.nodes);
  const { before, standing, dropped } = sectionsOf(state, outline);
  expect(before?.roots).toEqual([0]);
  expect(standing.map(({ todo, roots }) => [todo?.text, roots])).toEqual([
    ['two', [4, 5]],
    ['three', []],
  ]);
  expect(dropped.map(({ todo, roots }) => [todo?.text, roots])).toEqual([['one', [1]]]);
  expect(childrenOf(outline, 1)).toEqual([2, 3]);
});

test('work that no TODO was active for is before the plan or outside it', () => {
  const done = plan(['one', 'done']);
  const state = reduceAll(emptyState, [
    tool('a'),
    plan(['one', 'active']),
    tool('b'),
    done,
    tool('c'),
  ]);
  const { before, outside, standing } = sectionsOf(
    state,
    extendOutline(emptyOutline(), state.nodes),
  );
  expect(before?.roots).toEqual([0]);
  expect(standing[0]?.roots).toEqual([1]);
  expect(outside?.roots).toEqual([2]);
});

test('extending event by event gives the same as building at once', () => {
  let state = emptyState;
  let outline = emptyOutline();
  for (const event of events) {
    state = reduce(state, event);
    outline = extendOutline(outline, state.nodes);
    expect(outline.size).toBe(state.nodes.size);
    const whole = extendOutline(emptyOutline(), state.nodes);
    expect(sectionsOf(state, outline)).toEqual(sectionsOf(state, whole));
  }
});

test('an older outline does not see what came after it', () => {
  const early = reduceAll(emptyState, events.slice(0, 3));
  const outline = extendOutline(emptyOutline(), early.nodes);
  extendOutline(outline, reduceAll(early, events.slice(3)).nodes);
  expect(childrenOf(outline, 1)).toEqual([]);
  expect(sectionsOf(early, outline).standing[0]?.roots).toEqual([1]);
});

test('two continuations of one outline do not mix', () => {
  const early = reduceAll(emptyState, events.slice(0, 2));
  const outline = extendOutline(emptyOutline(), early.nodes);
  const left = extendOutline(outline, reduce(early, tool('left')).nodes);
  const right = extendOutline(outline, reduceAll(early, [tool('r1'), tool('r2')]).nodes);
  const { key } = early.todos[0] ?? { key: '' };
  expect(rootsOf(left, key)).toEqual([1]);
  expect(rootsOf(right, key)).toEqual([1, 2]);
});

test('another history starts afresh', () => {
  const one = extendOutline(emptyOutline(), reduceAll(emptyState, events).nodes);
  const past = reduceAll(emptyState, events.slice(0, 2));
  expect(extendOutline(one, past.nodes).size).toBe(1);
  const other = extendOutline(one, reduce(emptyState, tool('x')).nodes);
  expect(rootsOf(other, null)).toEqual([0]);
});

test('a longer build costs only what is new', () => {
  let state = reduceAll(
    emptyState,
    Array.from({ length: 300 }, (_, index) => tool(`t${index}`)),
  );
  const outline = extendOutline(emptyOutline(), state.nodes);
  state = reduce(state, tool('next'));
  let read = 0;
  const counted = {
    size: state.nodes.size,
    chunks: state.nodes.chunks.map(
      (chunk) =>
        new Proxy(chunk, {
          get: (target, name, self) => {
            if (typeof name === 'string' && /^\d+$/.test(name)) read += 1;
            return Reflect.get(target, name, self) as unknown;
          },
        }),
    ),
  };
  extendOutline(outline, counted);
  expect(read).toBeLessThanOrEqual(3);
});

test('the outline of an earlier state is in that of a later one', () => {
  const long = largeBuild({ seed: 7, events: 3000, startAt: 1e12 });
  const later = reduceAll(emptyState, long);
  const outline = extendOutline(emptyOutline(), later.nodes);
  for (const version of [0, 1, 500, 1777, 3000]) {
    const state = reduceAll(emptyState, long.slice(0, version));
    const anew = extendOutline(emptyOutline(), state.nodes);
    const narrowed = earlierOutline(outline, state.nodes);
    expect(sectionsOf(state, narrowed)).toEqual(sectionsOf(state, anew));
    for (let position = 0; position < state.nodes.size; position += 1) {
      expect(childrenOf(narrowed, position)).toEqual(childrenOf(anew, position));
    }
    // It may grow another way than the later one did, which keeps what it has.
    const next = reduce(state, tool('other'));
    const grown = extendOutline(narrowed, next.nodes);
    expect(sectionsOf(next, grown)).toEqual(
      sectionsOf(next, extendOutline(emptyOutline(), next.nodes)),
    );
  }
  const whole = extendOutline(emptyOutline(), later.nodes);
  expect(sectionsOf(later, outline)).toEqual(sectionsOf(later, whole));
});
