import { expect, test } from 'vitest';
import { emptyState } from '../../../core/build/state.ts';
import { type BuildSummary, summarise } from '../../../core/build/summary.ts';
import { groupBuilds, matches } from './group.ts';

const now = new Date(2026, 10, 23, 12).getTime();
const build = (id: string, change: Partial<BuildSummary>): BuildSummary => ({
  ...summarise(id, emptyState),
  startedAt: now - 60_000,
  lastEventAt: now,
  ...change,
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
  const groups = groupBuilds([build('a', silent), build('b', asked)], now);
  expect(groups.map(({ name }) => name)).toEqual(['Needs you', 'Today']);
});

test('the filter looks at title, folder, agent and status', () => {
  const one = build('a', { title: 'Store sessions', cwd: '/x/ledger', agent: 'claude-code' });
  expect(matches(one, 'store LEDGER')).toBe(true);
  expect(matches(one, 'claude code')).toBe(true);
  expect(matches(one, 'codex')).toBe(false);
  expect(matches(one, '')).toBe(true);
});
