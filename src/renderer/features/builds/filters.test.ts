import { expect, test } from 'vitest';
import { type ListedBuild, noUserData } from '../../../core/build/listed.ts';
import { emptyState } from '../../../core/build/state.ts';
import { summarise } from '../../../core/build/summary.ts';
import { isFiltering, labelOf, noFilters, optionsOf, passes, toggled } from './filters.ts';

const now = 1_000_000_000;
const build = (id: string, change: Partial<ListedBuild>): ListedBuild => ({
  ...summarise(id, emptyState),
  ...noUserData,
  lastEventAt: now,
  ...change,
});
const builds = [
  build('a', { cwd: '/x/ledger', agent: 'claude-code', status: 'running' }),
  build('b', { cwd: '/y/ledger', agent: 'claude-code', status: 'failed' }),
  build('c', { cwd: '/x/ledger', agent: 'codex', status: 'failed' }),
  // It went silent: what it was before is not known to hold.
  build('d', { cwd: null, agent: null, status: 'running', lastEventAt: now - 3_600_000 }),
];
const found = (filters: typeof noFilters) =>
  builds.filter((one) => passes(one, filters, now)).map(({ id }) => id);

test('any of the values of a facet, and of every facet', () => {
  expect(isFiltering(noFilters)).toBe(false);
  expect(found(noFilters)).toEqual(['a', 'b', 'c', 'd']);
  expect(found({ ...noFilters, status: ['failed', 'unknown'] })).toEqual(['b', 'c', 'd']);
  expect(found({ project: ['/x/ledger'], agent: [], status: ['failed'] })).toEqual(['c']);
  expect(found({ ...noFilters, project: [''] })).toEqual(['d']);
});

test('a value is taken in and out', () => {
  const one = toggled(noFilters, 'agent', 'Codex');
  expect(one.agent).toEqual(['Codex']);
  expect(toggled(one, 'agent', 'Codex')).toEqual(noFilters);
});

test('options count what the other facets leave; what is chosen stays though it has none', () => {
  const filters = { ...noFilters, status: ['failed'], agent: ['gone'] };
  expect(
    optionsOf(builds, filters, 'agent', now).map(({ value, count }) => [value, count]),
  ).toEqual([
    ['Claude Code', 1],
    ['Codex', 1],
    ['gone', 0],
    ['', 0],
  ]);
  const statuses = optionsOf(builds, noFilters, 'status', now);
  expect(statuses.map(({ label, count }) => `${label} ${count}`)).toEqual([
    'Running 1',
    'Failed 2',
    'Unknown 1',
  ]);
});

test('two folders of one name are two projects', () => {
  const projects = optionsOf(builds, noFilters, 'project', now);
  expect(projects.map(({ value }) => value)).toEqual(['/x/ledger', '/y/ledger', '']);
  expect(projects.map(({ label, detail }) => [label, detail])).toEqual([
    ['ledger', '/x/ledger'],
    ['ledger', '/y/ledger'],
    ['No folder', null],
  ]);
  expect(labelOf('status', 'waiting')).toBe('Needs you');
});
