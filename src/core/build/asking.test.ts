import { expect, test } from 'vitest';
import { requestOf, waitingIn } from './asking.ts';
import type { BuildEvent } from './event.ts';
import { reduceAll } from './reduce.ts';
import { emptyState } from './state.ts';

test('a call waits for what was asked for it, until it is answered or the call has ended', () => {
  const events: BuildEvent[] = [
    { kind: 'tool.started', at: 1, call: 'a', name: 'Bash' },
    { kind: 'tool.started', at: 1, call: 'b', name: 'Bash' },
    { kind: 'attention.requested', at: 2, id: 'x', reason: 'permission', text: 'rm', call: 'b' },
    { kind: 'attention.requested', at: 3, id: 'y', reason: 'idle', text: 'waits' },
  ];
  const asked = (call: string, ...more: BuildEvent[]) =>
    requestOf(reduceAll(emptyState, [...events, ...more]), { call, outcome: null });
  expect(asked('a')).toBeNull();
  expect(asked('b')).toMatchObject({ text: 'rm', at: 2 });
  expect(asked('b', { kind: 'attention.cleared', at: 4, id: 'x' })).toBeNull();
  const state = reduceAll(emptyState, events);
  expect([waitingIn(state), state.running.length]).toEqual([1, 2]);
  expect(requestOf(state, { call: 'b', outcome: 'succeeded' })).toBeNull();
});
