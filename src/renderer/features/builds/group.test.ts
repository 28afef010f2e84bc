import { expect, test } from 'vitest';
import { emptyState } from '../../../core/build/state.ts';
import { type ListedBuild, noUserData } from '../../../core/build/listed.ts';
import { summarise } from '../../../core/build/summary.ts';
import { familyOf } from '../../../core/build/family.ts';
import {
  callersOf,
  descendantsOf,
  distinctionOf,
  groupBuilds,
  groupTime,
  inWords,
  matches,
  notable,
  titleOf,
} from './group.ts';

const now = new Date(2026, 10, 23, 12).getTime();
const build = (id: string, change: Partial<ListedBuild>): ListedBuild => ({
  ...summarise(id, emptyState),
  ...noUserData,
  startedAt: now - 60_000,
  lastEventAt: now,
  ...change,
});

test('a build is not among those that run from the moment at which it is silent', () => {
  const silent = now + 10 * 60_000 + 15_000;
  const builds = [
    build('a', { status: 'running', lastEventAt: now + 14_999 }),
    build('b', { status: 'succeeded', endedAt: now }),
  ];
  const groupAt = (time: number) =>
    groupBuilds(builds, familyOf<ListedBuild>([]), groupTime(builds, time))[0]?.name;
  expect(groupAt(silent - 1)).toBe('Running');
  expect(groupAt(silent)).toBe('Today');
  // Between such moments nothing changes, and nothing is drawn.
  expect(groupTime(builds, silent - 1)).toBe(now + 10 * 60_000);
  expect(groupTime(builds, silent + 40_000)).toBe(silent);
});

test('groups by urgency, then by day, the latest first', () => {
  const groups = groupBuilds(
    [
      build('a', { status: 'succeeded', endedAt: now - 1000 }),
      build('b', { status: 'running', startedAt: now - 90_000 }),
      build('c', { status: 'succeeded', endedAt: now - 3 * 86_400_000 }),
      build('d', { status: 'waiting' }),
      build('e', { status: 'idle' }),
      build('f', { status: 'failed' }),
    ],
    familyOf<ListedBuild>([]),
    now,
  );
  expect(groups.map(({ name, builds }) => [name, builds.map(({ id }) => id)])).toEqual([
    ['Needs you', ['d']],
    ['Running', ['e', 'b']],
    ['Failed', ['f']],
    ['Today', ['a']],
    ['Earlier', ['c']],
  ]);
});

test('a build that has been silent for long is not said to run', () => {
  const silent = { status: 'running', lastEventAt: now - 11 * 60_000 } as const;
  const asked = { status: 'waiting', lastEventAt: now - 11 * 60_000 } as const;
  const groups = groupBuilds(
    [build('a', silent), build('b', asked)],
    familyOf<ListedBuild>([]),
    now,
  );
  expect(groups.map(({ name }) => name)).toEqual(['Needs you', 'Today']);
});

test('the filter looks at title, folder, agent and status', () => {
  const about = { title: 'Store sessions', cwd: '/x/ledger', agent: 'claude-code' };
  const one = build('a', { ...about, status: 'running' });
  expect(matches(one, 'store LEDGER', now)).toBe(true);
  expect(matches(one, 'claude code', now)).toBe(true);
  expect(matches(one, 'codex', now)).toBe(false);
  expect(matches(one, '', now)).toBe(true);
  const silent = { ...one, lastEventAt: now - 11 * 60_000 };
  expect([matches(silent, 'running', now), matches(silent, 'unknown', now)]).toEqual([false, true]);
});

test('sub-agents stand under their caller, which stands where the most urgent of them wants it', () => {
  const child = (id: string, parentSession: string, change: Partial<ListedBuild> = {}) =>
    build(id, { session: id, parentSession, ...change });
  const over = { status: 'succeeded', endedAt: now - 1000 } as const;
  const builds = [
    build('a', { session: 'a', ...over }),
    child('a1', 'a', over),
    child('a2', 'a1', { status: 'waiting' }),
    build('b', { session: 'b', ...over }),
    child('b1', 'b', { status: 'running' }),
    build('c', { session: 'c', ...over }),
    child('c1', 'c', { ...over, status: 'failed' }),
    child('d1', 'gone', over),
  ];
  const family = familyOf(builds);
  const groups = groupBuilds(builds, family, now);
  expect(groups.map(({ name, builds: members }) => [name, members.map(({ id }) => id)])).toEqual([
    ['Needs you', ['a']],
    ['Running', ['b']],
    ['Today', ['c', 'd1']],
  ]);
  expect(callersOf({ id: 'a2' }, family).map(({ id }) => id)).toEqual(['a1', 'a']);
  const [a, , , , , c] = builds;
  if (!a || !c) throw new Error('no builds');
  expect(notable(descendantsOf(a, family.childrenOf), now)).toEqual([
    { status: 'waiting', count: 1 },
  ]);
  expect(notable(descendantsOf(c, family.childrenOf), now)).toEqual([
    { status: 'failed', count: 1 },
  ]);
});

const told = (builds: ListedBuild[]) => {
  const family = familyOf(builds);
  return builds.map((one) => {
    const distinction = distinctionOf(one, family);
    return distinction && inWords(distinction);
  });
};

test('sub-agents that are called the same are told apart by their order', () => {
  const child = (id: string, title: string, startedAt: number) =>
    build(id, { session: id, parentSession: 'a', title, startedAt });
  const builds = [
    build('a', { session: 'a', title: 'Review' }),
    child('x', 'Review', 3),
    child('y', 'Look', 1),
    child('z', 'Review', 2),
  ];
  expect(told(builds)).toEqual([null, '2 of 2', null, '1 of 2']);
});

test('and by the first words with which each alone was asked, where they were asked differently', () => {
  const child = (id: string, startedAt: number, asked: string) =>
    build(id, { session: id, parentSession: 'a', title: 'You review code.', startedAt, asked });
  const builds = [
    build('a', { session: 'a', title: 'Release' }),
    child('x', 1, 'You review code. Look at the parser and its tests.'),
    child('y', 2, 'You review code. Look at the printer.'),
    child('z', 3, 'You review code. Look at the parser and its tests.'),
  ];
  expect(told(builds)).toEqual([
    null,
    '1 of 3 · parser and its tests.',
    '2 of 3 · printer.',
    '3 of 3 · parser and its tests.',
  ]);
});

test('what is pinned stands first, whatever it does, and is called what the user calls it', () => {
  const pinned = build('p', { status: 'succeeded', endedAt: now, pinned: true });
  const named = build('n', { status: 'waiting', title: 'Store sessions', userTitle: 'Mine' });
  const groups = groupBuilds([named, pinned], familyOf<ListedBuild>([]), now);
  expect(groups.map(({ name }) => name)).toEqual(['Pinned', 'Needs you']);
  expect(titleOf(named)).toBe('Mine');
  // It is found by both.
  expect(matches(named, 'mine', now)).toBe(true);
  expect(matches(named, 'sessions', now)).toBe(true);
});
