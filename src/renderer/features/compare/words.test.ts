import { expect, test } from 'vitest';
import { diffStates } from '../../../core/build/diff.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { grownWords, sums, toolWords } from './words.ts';

const before = reduceAll(emptyState, [
  { kind: 'tool.started', at: 1, call: 'slow', name: 'Bash' },
  { kind: 'tool.started', at: 1, call: 'lost', name: 'Bash' },
  { kind: 'tool.ended', at: 2, call: 'lost', outcome: 'interrupted' },
]);
const diffAfter = (...events: BuildEvent[]) => diffStates(before, reduceAll(before, events));

test('says what became of each tool', () => {
  const { tools } = diffAfter(
    { kind: 'tool.output', at: 3, call: 'slow', delta: 'x' },
    { kind: 'tool.ended', at: 3, call: 'lost', outcome: 'failed' },
    { kind: 'tool.started', at: 4, call: 'new', name: 'Read' },
  );
  expect(tools.map(toolWords)).toEqual(['went on', 'interrupted → failed', 'started']);
  expect(sums.tools(tools)).toBe('1 started · 1 failed');
});

test('leaves out what there is none of', () => {
  const { todos, texts } = diffAfter(
    { kind: 'plan.updated', at: 3, todos: [{ text: 'a', status: 'done' }] },
    { kind: 'text.appended', at: 3, block: 't', text: 'x'.repeat(1200) },
  );
  expect(sums.todos(todos)).toBe('1 added');
  expect(sums.texts(texts)).toBe('+1,200 characters');
  expect(grownWords(-3)).toBe('−3');
});
