import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyEvent } from '../../../test/support/arbitrary.ts';
import { type BuildDiff, diffStates, isEmptyDiff } from './diff.ts';
import type { BuildEvent } from './event.ts';
import { reduce, reduceAll } from './reduce.ts';
import { type BuildState, emptyState } from './state.ts';

const history = fc.array(anyEvent, { maxLength: 60 });

/** The states of a history, from version 0 on. */
function statesOf(events: readonly BuildEvent[]): [BuildState, ...BuildState[]] {
  const states: [BuildState, ...BuildState[]] = [emptyState];
  let state: BuildState = emptyState;
  for (const event of events) states.push((state = reduce(state, event)));
  return states;
}

/** Three versions of one history, in order. */
const three = fc
  .tuple(history, fc.nat(60), fc.nat(60))
  .map(([events, one, other]): [BuildState, BuildState, BuildState] => {
    const states = statesOf(events);
    const last = states.at(-1) ?? emptyState;
    const at = (version: number) => states[version] ?? last;
    return [at(Math.min(one, other)), at(Math.max(one, other)), last];
  });

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const howMany = (list: readonly boolean[]) => list.filter(Boolean).length;

/** What adds up over the versions between. */
function totals({ tools, files, texts, errors, others, todos, usage }: BuildDiff) {
  const standing = (change: string) => (change === 'added' ? 1 : change === 'dropped' ? -1 : 0);
  const failure = ({ node, was }: BuildDiff['tools'][number]) =>
    Number(node.outcome === 'failed') - Number(was === 'failed');
  return {
    started: howMany(tools.map(({ started }) => started)),
    ended: howMany(tools.map(({ ended }) => ended)),
    failed: sum(tools.map(failure)),
    edits: sum(files.map(({ edits }) => edits)),
    added: sum(files.map(({ added }) => added)),
    removed: sum(files.map(({ removed }) => removed)),
    written: sum(texts.map(({ grown }) => grown)),
    newTexts: howMany(texts.map(({ isNew }) => isNew)),
    errors: errors.length,
    others: others.length,
    standing: sum(todos.map(({ change }) => standing(change))),
    input: usage.tokens.input,
    output: usage.tokens.output,
  };
}

test('property: a version does not differ from itself', () => {
  fc.assert(
    fc.property(history, (events) => {
      const state = reduceAll(emptyState, events);
      expect(isEmptyDiff(diffStates(state, state))).toBe(true);
      // Nor from the same state that came over the wire and shares nothing with it.
      const copy = structuredClone(state);
      expect(isEmptyDiff(diffStates(state, copy))).toBe(true);
    }),
  );
});

test('property: two diffs add up to the one over both', () => {
  fc.assert(
    fc.property(three, ([a, b, c]) => {
      const parts = [totals(diffStates(a, b)), totals(diffStates(b, c))] as const;
      const whole = totals(diffStates(a, c));
      for (const name of Object.keys(whole) as (keyof typeof whole)[]) {
        expect([name, parts[0][name] + parts[1][name]]).toEqual([name, whole[name]]);
      }
    }),
  );
});

test('property: it counts what the later state counts more than the earlier', () => {
  fc.assert(
    fc.property(three, ([a, , c]) => {
      const { started, failed, errors } = totals(diffStates(a, c));
      expect(started).toBe(c.counts.tools - a.counts.tools);
      expect(failed).toBe(c.counts.failedTools - a.counts.failedTools);
      expect(errors).toBe(c.counts.errors - a.counts.errors);
    }),
  );
});

test('property: the order of the two is no matter, nor whether they share anything', () => {
  fc.assert(
    fc.property(three, ([a, , c]) => {
      const diff = diffStates(a, c);
      expect(diffStates(c, a)).toEqual(diff);
      expect(diffStates(structuredClone(a), c)).toEqual(diff);
      const seen = [...diff.todos, ...diff.files, ...diff.fields].map(({ at }) => at);
      expect(seen.every((at) => at <= c.version)).toBe(true);
    }),
  );
});

type Item = [id: string, text: string, status: 'pending' | 'active' | 'done'];
const plan = (at: number, ...items: Item[]): BuildEvent => ({
  kind: 'plan.updated',
  at,
  todos: items.map(([id, text, status]) => ({ id, text, status })),
});

test('tells what became of each TODO', () => {
  const before = reduceAll(emptyState, [
    plan(1, ['a', 'read', 'active'], ['b', 'write', 'pending'], ['c', 'test', 'pending']),
  ]);
  const after = reduceAll(before, [
    plan(2, ['a', 'read', 'done'], ['d', 'try', 'pending'], ['c', 'test', 'pending']),
    plan(3, ['c', 'test', 'active'], ['a', 'read', 'done'], ['e', 'tell', 'pending']),
    plan(4, ['c', 'test it', 'active'], ['a', 'read', 'done'], ['e', 'tell', 'pending']),
  ]);
  const told = diffStates(before, after).todos.map(
    ({ todo, change, renamedFrom, statusFrom, moved, at }) =>
      [todo.text, change, renamedFrom, statusFrom, moved, at] as const,
  );
  expect(told).toEqual([
    ['test it', 'changed', 'test', 'pending', { from: 3, to: 1 }, 4],
    ['read', 'changed', null, 'active', null, 2],
    ['tell', 'added', null, null, null, 3],
    ['try', 'passing', null, null, null, 3],
    ['write', 'dropped', null, null, null, 2],
  ]);
});

test('tells what ran, what was written, and how the build stands', () => {
  const before = reduceAll(emptyState, [
    { kind: 'turn.started', at: 0 },
    { kind: 'tool.started', at: 1, call: 'old', name: 'Read' },
    { kind: 'tool.started', at: 1, call: 'slow', name: 'Bash' },
    { kind: 'text.appended', at: 2, block: 't', text: 'It is ' },
  ]);
  const after = reduceAll(before, [
    { kind: 'text.appended', at: 3, block: 't', text: 'done.' },
    { kind: 'tool.ended', at: 4, call: 'old', outcome: 'failed' },
    { kind: 'tool.started', at: 5, call: 'new', name: 'Edit' },
    { kind: 'file.changed', at: 6, path: 'a.ts', change: 'added', added: 3, call: 'new' },
    { kind: 'usage', at: 7, scope: 'call', input: 10, costUsd: 0.5 },
    { kind: 'error', at: 8, message: 'no' },
    { kind: 'build.ended', at: 9, outcome: 'failed' },
  ]);
  const diff = diffStates(before, after);
  expect(diff).toMatchObject({ from: 4, to: 11, ms: 7, usage: { costUsd: 0.5 } });
  expect(diff.tools.map(({ node, started, ended }) => [node.call, started, ended])).toEqual([
    ['old', false, true],
    // The end of the build interrupts what still runs.
    ['slow', false, true],
    ['new', true, true],
  ]);
  expect(diff.texts).toMatchObject([{ isNew: false, grown: 5, beginning: 'done.' }]);
  expect(diff.files).toMatchObject([{ path: 'a.ts', change: 'added', added: 3, edits: 1, at: 8 }]);
  expect(diff.errors).toMatchObject([{ message: 'no' }]);
  expect(diff.fields).toEqual([{ name: 'status', before: 'running', after: 'failed', at: 11 }]);
});

test('a TODO that is put first has moved, those that it passed have not', () => {
  const items: Item[] = ['a', 'b', 'c', 'd'].map((id) => [id, id, 'pending']);
  const [a, b, c, d] = items as [Item, Item, Item, Item];
  const before = reduceAll(emptyState, [plan(1, a, b, c, d)]);
  const { todos } = diffStates(before, reduceAll(before, [plan(2, d, a, b, c)]));
  expect(todos.map(({ todo, moved }) => [todo.text, moved])).toEqual([['d', { from: 4, to: 1 }]]);
});
