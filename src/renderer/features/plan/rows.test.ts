import { expect, test } from 'vitest';
import type { BuildEvent } from '../../../core/build/event.ts';
import { emptyOutline, extendOutline } from '../../../core/build/outline.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { isTrouble, pathTo, rowsOf } from './rows.ts';

const at = 1;
const tool = (call: string, parent?: string): BuildEvent => ({
  kind: 'tool.started',
  at,
  call,
  name: 'Bash',
  ...(parent === undefined ? {} : { parent }),
});
const plan = (...statuses: ('pending' | 'active' | 'done' | 'failed')[]): BuildEvent => ({
  kind: 'plan.updated',
  at,
  todos: statuses.map((status, index) => ({ id: `i${index}`, text: `todo ${index}`, status })),
});

function show(events: BuildEvent[], folds: [string, boolean][] = []) {
  const state = reduceAll(emptyState, events);
  const outline = extendOutline(emptyOutline(), state.nodes);
  const rows = rowsOf(state, outline, new Map(folds));
  const lines = rows.map((row) => {
    const name = row.kind === 'todo' ? row.todo.text : row.key;
    return `${'  '.repeat(row.level - 1)}${row.open === null ? ' ' : row.open ? '▾' : '▸'} ${name}`;
  });
  return { state, rows, lines };
}

test('no plan yet: the tools', () => {
  expect(show([tool('a'), tool('b')]).lines).toEqual(['  tool:a', '  tool:b']);
});

test('what is active is open, what is done is closed, what came before the plan folds away', () => {
  const events = [
    tool('a'),
    plan('active', 'pending'),
    tool('b'),
    plan('done', 'active'),
    tool('c'),
  ];
  expect(show(events).lines).toEqual(['▸ before', '▸ todo 0', '▾ todo 1', '    tool:c']);
});

test('what a user folded stays as it was', () => {
  const events = [plan('active', 'pending'), tool('b')];
  const { rows } = show(events);
  const key = rows[0]?.key ?? '';
  expect(show(events, [[key, false]]).lines).toEqual(['▸ todo 0', '  todo 1']);
});

test('a sub-agent is open while it runs', () => {
  const events = [plan('active'), tool('a'), tool('a1', 'a')];
  expect(show(events).lines).toEqual(['▾ todo 0', '  ▾ tool:a', '      tool:a1']);
  const ended: BuildEvent = { kind: 'tool.ended', at, call: 'a', outcome: 'succeeded' };
  expect(show([...events, ended]).lines).toEqual(['▾ todo 0', '  ▸ tool:a']);
});

test('text without words has no row', () => {
  const blank: BuildEvent = { kind: 'text.appended', at, block: 'x', text: '\n' };
  expect(show([blank]).lines).toEqual([]);
});

test('the way to a node opens what it stands in', () => {
  const events = [plan('active'), tool('a'), tool('a1', 'a')];
  const { state, rows } = show(events);
  expect(pathTo(state, 1)).toEqual(['tool:a', rows[0]?.key]);
  expect(pathTo(reduceAll(emptyState, [tool('x')]), 0)).toEqual(['before']);
});

test('trouble is a failed tool or an error that stayed', () => {
  const { state } = show([
    tool('a'),
    { kind: 'tool.ended', at, call: 'a', outcome: 'failed' },
    { kind: 'error', at, message: 'no', recovering: true },
    { kind: 'error', at, message: 'no' },
  ]);
  expect(state.nodes.chunks.flat().map(isTrouble)).toEqual([true, false, true]);
});
