import { expect, test } from 'vitest';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { vectorAt } from '../../../core/build/vector.ts';
import { askingPosition } from './open-asking.ts';

const tool = (call: string): BuildEvent => ({ kind: 'tool.started', at: 1, call, name: 'Bash' });
const done = (call: string): BuildEvent => ({
  kind: 'tool.ended',
  at: 2,
  call,
  outcome: 'succeeded',
});
const asks: BuildEvent = {
  kind: 'attention.requested',
  at: 3,
  id: 'r',
  reason: 'permission',
  text: 'Run it?',
};
const text: BuildEvent = { kind: 'text.appended', at: 1, block: 'b', text: 'Shall I?' };

function keyOf(...events: BuildEvent[]): string | undefined {
  const state = reduceAll(emptyState, events);
  const position = askingPosition(state);
  return position === null ? undefined : vectorAt(state.nodes, position)?.key;
}

test('a request is about the call that waits for it', () => {
  expect(keyOf(tool('one'), tool('two'), done('two'), asks)).toBe('tool:one');
});

test('not about one that began after it', () => {
  expect(keyOf(tool('one'), asks, tool('two'))).toBe('tool:one');
});

test('a question without a call is about what was said last', () => {
  expect(keyOf(tool('one'), done('one'), text, asks, tool('two'))).toBe('text:b');
  expect(keyOf(asks)).toBeUndefined();
  expect(keyOf(tool('one'))).toBeUndefined();
});
