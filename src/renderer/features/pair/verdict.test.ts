import { expect, test } from 'vitest';
import { compareBuilds } from '../../../core/build/align/compare-builds.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { type BuildState, emptyState } from '../../../core/build/state.ts';
import { verdictOf } from './verdict.ts';
import { facetIn, type Silence } from './words.ts';

/** A build of so many calls, with a text at its end. */
function build(calls: number, { ended = false, text = '' } = {}): BuildState {
  const events = Array.from({ length: calls }, (_, no): BuildEvent[] => [
    { kind: 'tool.started', at: no, call: `c${no}`, name: 'Read', target: `${no}.ts` },
    { kind: 'tool.ended', at: no, call: `c${no}`, outcome: 'succeeded' },
  ]).flat();
  const said: BuildEvent[] = text ? [{ kind: 'text.appended', at: 9, block: 'b', text }] : [];
  const end: BuildEvent[] = ended ? [{ kind: 'build.ended', at: 9, outcome: 'succeeded' }] : [];
  return reduceAll(emptyState, [{ kind: 'build.started', at: 0 }, ...events, ...said, ...end]);
}

function compare(left: BuildState, right: BuildState) {
  const steps = compareBuilds(left, right);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

const heard: Silence = { left: false, right: false };
const verdict = (left: BuildState, right: BuildState, silent = heard, words = false) =>
  verdictOf(compare(left, right), silent, 1, words);

test('who goes on may catch up: the other is ahead', () => {
  expect(verdict(build(2), build(4, { ended: true }))).toBe(
    'The same so far; the right one is 2 steps ahead.',
  );
  const comparison = compare(build(3, { ended: true }), build(2));
  expect(verdictOf(comparison, heard, 0, false)).toBe(
    'The same so far; the left one is 1 step ahead.',
  );
  const last = comparison.rows.at(-1);
  expect(last && facetIn(last, heard)).toBe('left ahead');
});

test('of who went silent nobody knows: nothing is called ahead of it', () => {
  const silent = { left: true, right: false };
  expect(verdict(build(2), build(4, { ended: true }), silent)).toBe(
    'The same until the left one went silent; the right one has 2 more steps.',
  );
  const last = compare(build(2), build(3)).rows.at(-1);
  expect(last && facetIn(last, silent)).toBe('left silent');
  // That the one ahead went silent says nothing of the other.
  expect(verdict(build(4), build(2), silent)).toBe(
    'The same so far; the left one is 2 steps ahead.',
  );
});

test('the two did the same: to the end, so far, or as far as anything is known', () => {
  const over = build(2, { ended: true });
  expect(verdict(over, over)).toBe('The two did the same.');
  expect(verdict(build(2), over)).toBe('The two did the same so far.');
  expect(verdict(build(2), over, { left: true, right: false })).toBe(
    'The two did the same until the left one went silent.',
  );
  expect(verdict(build(2), build(2), { left: true, right: true })).toBe(
    'The two did the same until both went silent.',
  );
  expect(verdict(build(2), build(2), { left: true, right: false })).toBe(
    'The two did the same so far.',
  );
});

test('other words are told, and counted where that was asked for', () => {
  const one = build(2, { ended: true, text: 'Done.' });
  const other = build(2, { ended: true, text: 'All good.' });
  expect(verdict(one, other)).toBe('The two did the same, in other words.');
  expect(verdict(one, other, heard, true)).toBe(
    'The two did the same, in other words; 1 difference in words.',
  );
});
