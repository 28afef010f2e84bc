import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyEvent } from '../../../test/support/arbitrary.ts';
import { largeBuild } from '../../../test/support/large-build.ts';
import type { BuildEvent } from './event.ts';
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

const id = fc.constantFrom('a', 'b');
const at = 1;
/** Events that come back to the same few things: each way in which one changes that is there already. */
const again: fc.Arbitrary<BuildEvent> = fc.oneof(
  id.map((call): BuildEvent => ({ kind: 'tool.started', at, call, name: `of ${call}` })),
  fc
    .tuple(id, fc.string())
    .map(([call, target]): BuildEvent => ({ kind: 'tool.started', at, call, name: 'x', target })),
  id.map((call): BuildEvent => ({ kind: 'tool.input', at, call, delta: 'in' })),
  id.map((call): BuildEvent => ({ kind: 'tool.output', at, call, delta: 'out' })),
  id.map((call): BuildEvent => ({ kind: 'tool.ended', at, call, outcome: 'succeeded' })),
  fc.tuple(id, id).map(([path, call]): BuildEvent => ({
    kind: 'file.changed',
    at,
    path,
    change: 'modified',
    added: 1,
    call,
  })),
  id.map((block): BuildEvent => ({ kind: 'text.appended', at, block, text: 'more' })),
  id.map((block): BuildEvent => ({
    kind: 'reasoning.appended',
    at,
    block,
    text: 'x',
    replace: true,
  })),
  id.map((message): BuildEvent => ({ kind: 'user.message', at, id: message, text: 'do' })),
  fc.constant<BuildEvent>({ kind: 'turn.ended', at, outcome: 'cancelled' }),
  fc.constant<BuildEvent>({ kind: 'build.ended', at, outcome: 'unknown' }),
);

test.each([
  { what: 'whatever happened', event: anyEvent },
  { what: 'when the same things change again and again', event: again },
])('$what: an earlier state comes out as it was', ({ event: one }) => {
  fc.assert(
    fc.property(fc.array(one, { maxLength: 60 }), fc.nat(), fc.nat(), (events, a, b) => {
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
