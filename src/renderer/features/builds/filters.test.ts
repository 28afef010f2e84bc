import { expect, test } from 'vitest';
import { type ListedBuild, noUserData } from '../../../core/build/listed.ts';
import { emptyState } from '../../../core/build/state.ts';
import { summarise } from '../../../core/build/summary.ts';
import {
  filtersSchema,
  isFiltering,
  labelOf,
  noFilters,
  optionsOf,
  passes,
  toggled,
} from './filters.ts';

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
  expect(found({ ...noFilters, project: ['/x/ledger'], status: ['failed'] })).toEqual(['c']);
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

test('trouble is found whatever the status; a build may have several, and most have none', () => {
  const old = { status: 'running', lastEventAt: now - 3_600_000 } as const;
  const some = [
    build('calm', old),
    build('tools', { ...old, failedTools: 2, errors: 1 }),
    build('plan', { ...old, todos: 'ddfp' }),
    build('left', { ...old, status: 'succeeded', todos: 'ddl' }),
  ];
  const options = optionsOf(some, noFilters, 'trouble', now);
  expect(options.map(({ label, count }) => `${label} ${count}`)).toEqual([
    'Failed tools 1',
    'Errors 1',
    'Failed TODOs 1',
    'TODOs left open 2',
  ]);
  const having = (trouble: string[]) =>
    some.filter((one) => passes(one, { ...noFilters, trouble }, now)).map(({ id }) => id);
  expect(having(['tools'])).toEqual(['tools']);
  expect(having(['errors', 'todos'])).toEqual(['tools', 'plan']);
  expect(having(['open'])).toEqual(['plan', 'left']);
  expect(optionsOf([build('calm', old)], noFilters, 'trouble', now)).toEqual([]);
  const before: unknown = { project: [], agent: [], status: ['failed'] };
  expect(filtersSchema.parse(before)).toEqual({ ...noFilters, status: ['failed'] });
});

test('two folders are two projects', () => {
  const projects = optionsOf(builds, noFilters, 'project', now);
  expect(projects.map(({ value }) => value)).toEqual(['/x/ledger', '/y/ledger', '']);
  expect(projects.map(({ label, detail }) => [label, detail])).toEqual([
    ['ledger', '/x/ledger'],
    ['ledger', '/y/ledger'],
    ['No folder', null],
  ]);
  expect(labelOf('status', 'waiting')).toBe('Needs you');
});
