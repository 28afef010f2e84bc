import { expect, test } from 'vitest';
import { emptyState } from '../../../core/build/state.ts';
import { noUserData } from '../../../core/build/listed.ts';
import { summarise } from '../../../core/build/summary.ts';
import { needs, type Need } from '../../../core/commands/command.ts';
import { type Entry, sectionsFor } from './entries.ts';

const build = (id: string, title: string, cwd = '/srv/ledger') => ({
  ...summarise(id, emptyState),
  ...noUserData,
  title,
  cwd,
});
const builds = [
  build('a', 'Store sessions in SQLite'),
  build('b', 'Upgrade the store'),
  build('c', 'Mark what is read', '/srv/storefront'),
];
const all = new Set(Object.keys(needs) as Need[]);
const name = (entry: Entry) => (entry.kind === 'build' ? entry.build.id : entry.id);
const shown = (query: string, change: Partial<Parameters<typeof sectionsFor>[1]> = {}) =>
  Object.fromEntries(
    sectionsFor(query, { builds, met: all, current: null, recent: [], now: 0, ...change }).map(
      ({ name: heading, entries }) => [heading, entries.map(name)],
    ),
  );

test('unasked, all that can be done now is there once, and what was chosen last comes first', () => {
  const some = shown('', { met: new Set(['builds', 'build']), current: 'a', recent: [] });
  expect(some['Recent']).toBeUndefined();
  expect(some['Builds']).toEqual(['b', 'c']);
  expect(some['Timeline']).toContain('mark');
  expect(some['Timeline']).not.toContain('todoOn');

  const lately = shown('', { recent: ['command:mark', 'build:b', 'build:gone', 'command:old'] });
  expect(lately['Recent']).toEqual(['mark', 'b']);
  expect(lately['Builds']).toEqual(['a', 'c']);
  expect(lately['Timeline']).not.toContain('mark');
});

test('what only the desktop window can do is not offered in a browser, not even with a reason', () => {
  const inBrowser = { met: new Set([...all].filter((need) => need !== 'desktop')) };
  expect(shown('watch files')['Commands']?.[0]).toBe('watchFiles');
  expect(shown('watch files', inBrowser)['Commands'] ?? []).not.toContain('watchFiles');
});

test('what cannot be done says why, and comes after what can', () => {
  const sections = sectionsFor('todo', {
    builds,
    met: new Set(),
    current: null,
    recent: [],
    now: 0,
  });
  const entry = sections[0]?.entries.find((one) => name(one) === 'todoOn');
  expect(entry).toMatchObject({ reason: needs.build });
  expect(shown('open')['Commands']?.[0]).not.toBe('goIn');
  expect(shown('open', { met: new Set(['build']) })['Commands']?.[0]).toBe('goIn');
});

test('a command is found by its title, by some of its letters, and by other words for it', () => {
  expect(shown('mark')['Commands']?.[0]).toBe('mark');
  expect(shown('nxt err')['Commands']?.[0]).toBe('nextError');
  // Letters from within words count only where no word begins so.
  expect(shown('sub')['Commands']).toEqual(['openChild']);
  expect(shown('collapse')['Commands']).toEqual(expect.arrayContaining(['closeAll', 'goOut']));
});

test('a build is found by all that its row says, best by how its title begins', () => {
  expect(shown('store')['Builds']).toEqual(['a', 'b', 'c']);
  expect(Object.keys(shown('store'))[0]).toBe('Builds');
  expect(shown('storefront mark')['Builds']).toEqual(['c']);
  expect(shown('zebra crossing')).toEqual({});
});
