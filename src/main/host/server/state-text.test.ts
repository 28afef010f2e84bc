import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyEvent } from '../../../../test/support/arbitrary.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { stateText } from './state-text.ts';

test('a state in pieces is the text that it is in one', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      const state = reduceAll(emptyState, events);
      expect([...stateText(state)].join('')).toBe(JSON.stringify(state));
    }),
  );
});

test('so is one of many chunks, and none of its pieces is long', () => {
  const events = Array.from({ length: 1000 }, (_, at) => textEvent(`${at}`, `block ${at}`));
  const state = reduceAll(emptyState, events);
  const pieces = [...stateText(state)];
  expect(pieces.join('')).toBe(JSON.stringify(state));
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(16 * 400);
});
