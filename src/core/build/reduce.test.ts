import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvent } from '../../../test/support/arbitrary.ts';
import { canonicalHash } from '../sync/digest.ts';
import { type BuildEvent, buildEventSchema } from './event.ts';
import { reduce, reduceAll } from './reduce.ts';
import { buildStateSchema } from './state-schema.ts';
import { type BuildState, emptyState, type Node, type ToolNode } from './state.ts';
import { statusOf, summarise } from './summary.ts';
import { vectorValues } from './vector.ts';

const fold = (...events: BuildEvent[]) => reduceAll(emptyState, events);
const nodes = (state: BuildState): Node[] => [...vectorValues(state.nodes)];
const tools = (state: BuildState) =>
  nodes(state).filter((node): node is ToolNode => node.kind === 'tool');

const plan = (...todos: [string, 'pending' | 'active' | 'done'][]): BuildEvent => ({
  kind: 'plan.updated',
  at: 10,
  todos: todos.map(([text, status]) => ({ text, status })),
});
const start = (call: string, parent?: string): BuildEvent => ({
  kind: 'tool.started',
  at: 20,
  call,
  name: 'Bash',
  ...(parent === undefined ? {} : { parent }),
});
const end = (call: string, outcome: 'succeeded' | 'failed' = 'succeeded'): BuildEvent => ({
  kind: 'tool.ended',
  at: 50,
  call,
  outcome,
});

describe('any events in any order', () => {
  const events = fc.array(anyEvent, { maxLength: 60 });

  it('fold without a throw, one version each, and never change a state in place', () => {
    fc.assert(
      fc.property(events, (list) => {
        let state = emptyState;
        for (const event of list) {
          const before = JSON.stringify(state);
          const next = reduce(state, event);
          expect(JSON.stringify(state)).toBe(before);
          expect(next.version).toBe(state.version + 1);
          state = next;
        }
        expect(
          state.running.every((at) => tools(state).includes(nodes(state)[at] as ToolNode)),
        ).toBe(true);
        expect(state.counts.tools).toBe(tools(state).length);
      }),
    );
  });

  it('fold in groups as they do one by one, and leave the states between groups as they were', () => {
    const groups = fc.array(events, { maxLength: 5 });
    fc.assert(
      fc.property(groups, (list) => {
        let state = emptyState;
        let alone = emptyState;
        const seen: [BuildState, string][] = [];
        for (const group of list) {
          seen.push([state, JSON.stringify(state)]);
          state = reduceAll(state, group);
          for (const event of group) alone = reduce(alone, event);
          expect(JSON.stringify(state)).toBe(JSON.stringify(alone));
        }
        for (const [before, text] of seen) expect(JSON.stringify(before)).toBe(text);
      }),
    );
  });

  it('fold from a state that went over the wire as they do from the state itself', () => {
    fc.assert(
      fc.property(events, events, (first, second) => {
        const state = reduceAll(emptyState, first);
        const copy = buildStateSchema.parse(JSON.parse(JSON.stringify(state)));
        expect(canonicalHash(reduceAll(copy, second))).toBe(
          canonicalHash(reduceAll(state, second)),
        );
      }),
    );
  });

  it('fold the same on two branches from one state, interleaved', () => {
    fc.assert(
      fc.property(events, events, events, (common, left, right) => {
        const base = reduceAll(emptyState, common);
        let a = base;
        let b = base;
        for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
          const [l, r] = [left[at], right[at]];
          if (l) a = reduce(a, l);
          if (r) b = reduce(b, r);
        }
        const again = (list: BuildEvent[]) =>
          canonicalHash(reduceAll(emptyState, [...common, ...list]));
        expect(canonicalHash(a)).toBe(again(left));
        expect(canonicalHash(b)).toBe(again(right));
      }),
    );
  });

  it('keep their text through the schema: the digest is made of it at both ends', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const stored = JSON.stringify(buildEventSchema.parse(event));
        expect(JSON.stringify(buildEventSchema.parse(JSON.parse(stored)))).toBe(stored);
      }),
    );
  });
});

describe('tools', () => {
  it('hang on the TODO that was active when they started, and before the plan on none', () => {
    const state = fold(
      start('early'),
      plan(['read', 'active'], ['write', 'pending']),
      start('one'),
      plan(['read', 'done'], ['write', 'active']),
      start('two'),
      end('one'),
    );
    const [read, write] = state.todos;
    expect(tools(state).map(({ todo }) => todo)).toEqual([null, read?.key, write?.key]);
    expect([read?.tools, write?.tools]).toEqual([1, 1]);
  });

  it('stay with their TODO when the plan is reordered and renamed', () => {
    const state = fold(
      plan(['read', 'active'], ['write', 'pending']),
      start('one'),
      plan(['write', 'pending'], ['read', 'active']),
      plan(['write', 'pending'], ['read all of it', 'active']),
    );
    const todo = state.todos.find(({ key }) => key === tools(state)[0]?.todo);
    expect(todo?.text).toBe('read all of it');
    expect(todo?.renamed).toEqual({ from: 'read', in: 4 });
  });

  it('that are told to have ended before they started are one tool', () => {
    const state = fold(end('late', 'failed'), start('late'));
    expect(tools(state)).toMatchObject([{ call: 'late', name: 'Bash', outcome: 'failed' }]);
    expect(state.running).toEqual([]);
    expect(state.counts).toMatchObject({ tools: 1, failedTools: 1 });
  });

  it('keep their error flag', () => {
    const state = fold(plan(['read', 'active']), start('one'), end('one', 'failed'));
    expect(state.todos[0]).toMatchObject({ tools: 1, failedTools: 1 });
  });

  it('that still ran when the build ended are interrupted, and a late result still wins', () => {
    const ended: BuildEvent = { kind: 'build.ended', at: 60, outcome: 'failed' };
    const cut = fold(start('one'), ended);
    expect(tools(cut)[0]?.outcome).toBe('interrupted');
    const late = reduce(cut, end('one'));
    expect(tools(late)[0]?.outcome).toBe('succeeded');
    expect(late.ended?.outcome).toBe('failed');
  });

  it('that never end are taken for interrupted past a number, so that no event grows dearer', () => {
    const state = fold(...Array.from({ length: 600 }, (_, index) => start(`c${index}`)));
    expect(state.running).toHaveLength(500);
    expect(tools(state).filter(({ outcome }) => outcome === 'interrupted')).toHaveLength(100);
    expect(tools(reduce(state, end('c0')))[0]?.outcome).toBe('succeeded');
  });

  it('of a sub-agent nest under its call, also when that call has no plan of its own', () => {
    const state = fold(plan(['read', 'active']), start('agent'), start('inner', 'agent'));
    expect(tools(state)[1]).toMatchObject({ parent: 0, todo: state.todos[0]?.key });
  });
});

describe('the plan', () => {
  const texts = (state: BuildState) =>
    state.todos.map(({ text, droppedIn }) => (droppedIn === null ? text : `(${text})`));

  it('may shrink: what is dropped is kept with its tools, and revived when it comes back', () => {
    const dropped = fold(
      plan(['a', 'active'], ['b', 'pending']),
      start('one'),
      plan(['b', 'active']),
    );
    expect(texts(dropped)).toEqual(['b', '(a)']);
    const back = reduce(dropped, plan(['b', 'active'], ['a', 'pending']));
    expect(texts(back)).toEqual(['b', 'a']);
    expect(back.todos[1]?.tools).toBe(1);
  });

  it('keeps two TODOs of the same text apart', () => {
    const state = fold(plan(['a', 'done'], ['a', 'active']), plan(['a', 'done'], ['a', 'done']));
    expect(new Set(state.todos.map(({ key }) => key)).size).toBe(2);
    expect(state.todos.map(({ addedIn }) => addedIn)).toEqual([1, 1]);
  });

  it('goes by the agent’s own ids where it has them', () => {
    const withIds = (...ids: string[]): BuildEvent => ({
      kind: 'plan.updated',
      at: 1,
      todos: ids.map((id) => ({ id, text: 'same', status: 'pending' })),
    });
    const before = fold(withIds('1', '2'));
    const after = reduce(before, withIds('2', '3'));
    expect(after.todos[0]?.key).toBe(before.todos[1]?.key);
    expect(after.todos[1]?.addedIn).toBe(2);
  });

  it('remembers that it grew', () => {
    expect(fold(plan(['a', 'done']), plan(['a', 'done'], ['b', 'active'])).plan).toEqual({
      updates: 2,
      first: 1,
      now: 2,
      firstIn: 1,
    });
  });

  it('is not what ends a build', () => {
    const state = fold(plan(['a', 'done']), start('one'));
    expect(statusOf(state).status).toBe('running');
  });
});

describe('usage', () => {
  const call = (key: string, input: number): BuildEvent => ({
    kind: 'usage',
    at: 1,
    scope: 'call',
    key,
    input,
  });

  it('counts a repeated sample once', () => {
    expect(fold(call('m1', 10), call('m1', 12), call('m2', 5)).usage.total.input).toBe(17);
  });

  it('takes a session total as it is', () => {
    const total: BuildEvent = { kind: 'usage', at: 1, scope: 'session', input: 100, costUsd: 0.5 };
    expect(fold(call('m1', 10), total).usage).toMatchObject({
      costUsd: 0.5,
      total: { input: 100 },
    });
  });
});

it('a build that ended is open again when work goes on', () => {
  const ended: BuildEvent = { kind: 'build.ended', at: 5, outcome: 'succeeded' };
  const state = fold(ended, { kind: 'turn.started', at: 6 });
  expect(state.ended).toBeNull();
  expect(state.counts.reopened).toBe(1);
  expect(summarise('b', fold(ended)).status).toBe('succeeded');
});

it('text is a block, and its head is kept when it grows past the limit', () => {
  const big = 'x'.repeat(50_000);
  const state = fold(
    { kind: 'text.appended', at: 1, block: 'b', text: big },
    { kind: 'text.appended', at: 2, block: 'b', text: big },
  );
  expect(nodes(state)).toMatchObject([{ kind: 'text', length: 100_000 }]);
  expect((nodes(state)[0] as { text: string }).text).toHaveLength(65_536);
});

it('a clock that jumps moves nothing back: order is the order of the log', () => {
  const state = fold(
    { kind: 'tool.started', at: 90_000, call: 'one', name: 'Bash' },
    { kind: 'tool.ended', at: 50, call: 'one', outcome: 'succeeded' },
    { kind: 'text.appended', at: 4_000_000_000_000, block: 'b', text: 'later' },
    { kind: 'text.appended', at: 0, block: 'b', text: ' still' },
  );
  expect(tools(state)[0]?.durationMs).toBe(0);
  expect(nodes(state)[1]).toMatchObject({ text: 'later still', from: 3, to: 4 });
  expect(state).toMatchObject({ version: 4, startedAt: 90_000, lastEventAt: 0 });
});
