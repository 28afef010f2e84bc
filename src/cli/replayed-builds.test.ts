import { expect, test } from 'vitest';
import { textEvent } from '../../test/support/events.ts';
import type { BuildEvent } from '../core/build/event.ts';
import { ReplayedBuilds } from './replayed-builds.ts';

const ended: BuildEvent = { kind: 'build.ended', at: 2000, outcome: 'succeeded' };
const late: BuildEvent = { kind: 'turn.ended', at: 3000, outcome: 'succeeded' };

test.each([
  ['nothing ended it', [textEvent('a')], true],
  ['its records ended it', [textEvent('a'), ended], false],
  ['something late came after its end', [ended, late], false],
  ['work went on after its end', [ended, textEvent('b')], true],
])('%s: %j', (_name, events, isOpen) => {
  const builds = new ReplayedBuilds('r');
  for (const event of events) builds.take('s', [event]);
  const ends = builds.ends({ outcome: 'unknown', reason: 'over' });
  expect(ends.map(([id]) => id)).toEqual(isOpen ? ['r'] : []);
});

test('each session is a build of its own, and ends when it was last heard of', () => {
  const builds = new ReplayedBuilds('r');
  builds.take('a', [textEvent('1', 'b', 10)]);
  builds.take('b', [textEvent('2', 'b', 20)]);
  expect(builds.take('a', [textEvent('3', 'b', 30)])).toBe('r');
  expect(builds.ids).toEqual(['r', 'r~2']);
  expect(builds.ends({ outcome: 'unknown' }).map(([id, { at }]) => [id, at])).toEqual([
    ['r', 30],
    ['r~2', 20],
  ]);
});
