import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyEvent } from '../../../test/support/arbitrary.ts';
import { largeBuild } from '../../../test/support/large-build.ts';
import { earlierFrom, earlierStateSchema, tellEarlier } from './earlier.ts';
import { positionOf } from './key-index.ts';
import { reduce, reduceAll } from './reduce.ts';
import { type BuildState, emptyState } from './state.ts';
import { vectorValues } from './vector.ts';

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const overTheWire = (state: BuildState) => copy(state) as BuildState;

/** Told by who stands at `head`, and put together by who holds `held`. */
function told(earlier: BuildState, head: BuildState, held: BuildState): BuildState {
  return earlierFrom(held, earlierStateSchema.parse(copy(tellEarlier(earlier, head))));
}

test('whatever happened: an earlier state comes out as it was', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), fc.nat(), fc.nat(), (events, a, b) => {
      const states = [emptyState];
      for (const event of events) states.push(reduce(states.at(-1) ?? emptyState, event));
      const head = states.at(-1) ?? emptyState;
      const held = states[a % states.length] ?? emptyState;
      const earlier = states[b % (held.version + 1)] ?? emptyState;
      // The host folded the earlier state anew, and the watcher's came over the wire.
      const anew = reduceAll(emptyState, events.slice(0, earlier.version));
      expect(told(anew, head, overTheWire(held))).toEqual(overTheWire(earlier));
    }),
  );
});

test('a long build: what is told is small, what is shared is the same, and keys are found', () => {
  const events = largeBuild({ seed: 3, events: 20_000, startAt: 1e12 });
  const head = reduceAll(emptyState, events);
  const held = overTheWire(head);
  for (const version of [1, 128, 5000, 12_345, 19_999]) {
    const earlier = reduceAll(emptyState, events.slice(0, version));
    const answer = tellEarlier(earlier, head);
    expect(answer.nodes.changed.length).toBeLessThan(10);
    const state = told(earlier, head, held);
    expect(state).toEqual(overTheWire(earlier));
    const shared = state.nodes.chunks.filter((chunk, at) => chunk === held.nodes.chunks[at]);
    expect(shared.length).toBeGreaterThan(state.nodes.chunks.length - 8);
    let position = 0;
    for (const { key } of vectorValues(state.nodes)) {
      expect(positionOf(state.nodes, key)).toBe(position);
      position += 1;
    }
    const next = head.nodes.chunks.flat()[position]?.key ?? 'nothing comes after';
    expect(positionOf(state.nodes, next)).toBeUndefined();
  }
});

test('what cannot be of this history is refused', () => {
  const one = reduceAll(emptyState, [{ kind: 'notice', at: 1, text: 'a' }]);
  const other = reduceAll(emptyState, [{ kind: 'error', at: 1, message: 'b' }]);
  const answer = tellEarlier(one, emptyState);
  expect(() => earlierFrom(emptyState, answer)).toThrow(/more in it/);
  expect(() => earlierFrom(other, answer)).toThrow(/another key/);
});
