import { expect, test } from 'vitest';
import { type ListedBuild, noUserData } from '../../../core/build/listed.ts';
import { emptyState } from '../../../core/build/state.ts';
import { summarise } from '../../../core/build/summary.ts';
import { oldBuilds } from './old-builds.ts';

const day = 86_400_000;
const now = 100 * day;
const build = (id: string, days: number, change: Partial<ListedBuild> = {}): ListedBuild => ({
  ...summarise(id, emptyState),
  ...noUserData,
  status: 'succeeded',
  session: id,
  lastEventAt: now - days * day,
  ...change,
});
const old = (...builds: ListedBuild[]) => oldBuilds(builds, now - 30 * day, now);

test('what has been quiet for so long, but not what is pinned', () => {
  expect(old(build('a', 31), build('b', 29), build('c', 90, { pinned: true }))).toEqual(['a']);
});

test('never what may still go on', () => {
  const asks = build('a', 0.9, { status: 'waiting' });
  expect(oldBuilds([asks], now, now)).toEqual([]);
  // What went silent long ago does not: nobody knows of a process behind it.
  expect(old(build('b', 31, { status: 'running' }))).toEqual(['b']);
});

test('a build together with its sub-agents, whole or not at all', () => {
  const child = (id: string, days: number, change: Partial<ListedBuild> = {}) =>
    build(id, days, { parentSession: 'a', ...change });
  expect(old(build('a', 31), child('a1', 31))).toEqual(['a']);
  expect(old(build('a', 31), child('a1', 1))).toEqual([]);
  expect(old(build('a', 31), child('a1', 31, { pinned: true }))).toEqual([]);
});

test('never one of which nobody can say when something happened last', () => {
  expect(old(build('a', 31, { lastEventAt: null }))).toEqual([]);
});
