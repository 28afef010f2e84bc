import { expect, test } from 'vitest';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { BuildFrames, type BuildReads } from './build-stream.ts';

/** Frames of a build of so many notices, that says how often its state was written. */
function framesOf(notices: number, size: number) {
  let written = 0;
  const events = Array.from({ length: notices }, (_, at): BuildEvent => {
    return { kind: 'notice', at, text: '' };
  });
  const counts = { toJSON: () => (written += 1) };
  const state = { ...reduceAll(emptyState, events), plan: { ...emptyState.plan, ...counts } };
  const head = { version: notices, digest: 'a'.repeat(16) };
  const reads: BuildReads = {
    head: () => head,
    view: () => ({ head, state, trace: null }),
    digestAt: () => head.digest,
    bodies: () => [],
    size: () => size,
  };
  const frames = new BuildFrames(reads, 'build/a');
  const length = JSON.stringify(state).length;
  written = 0;
  return { frames, length, written: () => written };
}

const since = { version: 0, digest: '0'.repeat(16) };

test('a long build is not written to find out that it is longer than the way', () => {
  const { frames, written } = framesOf(2000, 150_000);
  expect(frames.deltaIsSmaller(since)).toBe(true);
  expect(written()).toBe(0);
});

test('what is in doubt is measured, and the smaller one wins by a character', () => {
  const { length } = framesOf(500, 0);
  expect(length).toBeGreaterThan(32 * 1024);
  const just = framesOf(500, length);
  expect(just.frames.deltaIsSmaller(since)).toBe(true);
  const over = framesOf(500, length + 1);
  expect(over.frames.deltaIsSmaller(since)).toBe(false);
  expect(over.written()).toBe(1);
});

test('no state is taken for longer than it is: a node of nothing is still as long as was said', () => {
  // With the shortest texts and places that there are.
  const { length } = framesOf(9, 0);
  const empty = JSON.stringify({ ...emptyState }).length;
  expect((length - empty) / 9).toBeGreaterThanOrEqual(80);
});
