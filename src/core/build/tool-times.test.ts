import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BuildEvent } from './event.ts';
import { reduce } from './reduce.ts';
import { emptyState } from './state.ts';
import { medianOf, slowerThan, toolTimesOf } from './tool-times.ts';

const call = (no: number, name: string, durationMs: number, failed = false): BuildEvent[] => [
  { kind: 'tool.started', at: 1, call: `c${no}`, name },
  {
    kind: 'tool.ended',
    at: 2,
    call: `c${no}`,
    outcome: failed ? 'failed' : 'succeeded',
    durationMs,
  },
];

test('each tool has the times of its calls that have ended, however long the build', () => {
  let state = emptyState;
  for (let no = 0; no < 300; no += 1) {
    for (const event of call(no, no % 3 === 0 ? 'Bash' : 'Read', 300 - no, no === 3)) {
      state = reduce(state, event);
    }
    // Asked for in between, so that what is kept of it must stay true.
    if (no % 50 === 0) toolTimesOf(state);
  }
  state = reduce(state, { kind: 'tool.started', at: 3, call: 'open', name: 'Bash' });
  const times = toolTimesOf(state);
  expect([...times.keys()].sort()).toEqual(['Bash', 'Read']);
  const bash = times.get('Bash');
  expect(bash?.durations).toHaveLength(100);
  expect([bash?.durations[0], bash?.durations.at(-1), bash?.failed]).toEqual([3, 300, 1]);
  expect(bash?.total).toBe(bash?.durations.reduce((a, b) => a + b, 0));
  expect(toolTimesOf(state)).toBe(times);
});

test('a call of which nobody knows how long it took counts as a call, and has no time', () => {
  const events = [...call(1, 'Bash', 0, true), ...call(2, 'Bash', 40), ...call(3, 'Read', 0)];
  const times = toolTimesOf(events.reduce(reduce, emptyState));
  expect(times.get('Bash')).toMatchObject({ calls: 2, durations: [40], total: 40, failed: 1 });
  expect(times.get('Read')).toMatchObject({ calls: 1, durations: [], total: 0 });
});

test('median and rank are those of a plain count', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 1 }), fc.nat(50), (values, value) => {
      const sorted = values.toSorted((a, b) => a - b);
      expect(slowerThan(sorted, value)).toBe(values.filter((one) => one > value).length);
      expect(sorted).toContain(medianOf(sorted));
    }),
  );
  expect([medianOf([]), medianOf([4]), medianOf([1, 9]), medianOf([1, 2, 9])]).toEqual([
    null,
    4,
    1,
    2,
  ]);
});
