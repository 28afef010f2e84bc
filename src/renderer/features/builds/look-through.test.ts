import { expect, test } from 'vitest';
import { familyOf } from '../../../core/build/family.ts';
import { emptyState } from '../../../core/build/state.ts';
import { noUserData } from '../../../core/build/listed.ts';
import { summarise } from '../../../core/build/summary.ts';
import { noFilters } from './filters.ts';
import { lookThrough } from './look-through.ts';

const build = (id: string, parentSession: string | null) => ({
  ...summarise(id, emptyState),
  ...noUserData,
  title: `task ${id}`,
  session: id,
  parentSession,
});
const builds = [build('a', null), build('a1', 'a'), build('a2', 'a1'), build('b', null)];
const family = familyOf(builds);
const look = (change: Partial<Parameters<typeof lookThrough>[2]>) => {
  const nothing = { wanted: '', filters: noFilters, now: 0, current: undefined };
  const all = { ...nothing, folds: new Map<string, boolean>(), ...change };
  const { found, opened } = lookThrough(builds, family, all);
  return [found.map(({ id }) => id), [...opened].toSorted()];
};

test('sub-agents are folded, but on the way to the build on the screen', () => {
  expect(look({})).toEqual([['a', 'a1', 'a2', 'b'], []]);
  expect(look({ current: 'a2' })).toEqual([
    ['a', 'a1', 'a2', 'b'],
    ['a', 'a1'],
  ]);
});

test('what is looked for is found with its callers, which are opened', () => {
  expect(look({ wanted: 'a2' })).toEqual([
    ['a', 'a1', 'a2'],
    ['a', 'a1'],
  ]);
  expect(look({ wanted: 'task b' })).toEqual([['b'], []]);
});

test('who opens or closes by hand has the last word', () => {
  const folds = new Map([
    ['a', false],
    ['b', true],
  ]);
  expect(look({ current: 'a2', folds })[1]).toEqual(['a1', 'b']);
});

test('filters find sub-agents with their callers, and go together with the words', () => {
  const filters = { ...noFilters, project: ['/x/ledger'] };
  const inProject = builds.map((one) => (one.id === 'a1' ? { ...one, cwd: '/x/ledger' } : one));
  const found = (wanted: string) =>
    lookThrough(inProject, familyOf(inProject), {
      wanted,
      filters,
      now: 0,
      current: undefined,
      folds: new Map(),
    }).found.map(({ id }) => id);
  expect(found('')).toEqual(['a', 'a1']);
  expect(found('task b')).toEqual([]);
});
