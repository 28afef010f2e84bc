import { expect, test } from 'vitest';
import { emptyState } from '../build/state.ts';
import { type BuildSummary, summarise } from '../build/summary.ts';
import { countsInWords, standingBuilds } from './standing.ts';

const now = 10 * 86_400_000;
const build = (id: string, change: Partial<BuildSummary>): BuildSummary => ({
  ...summarise(id, emptyState),
  lastEventAt: now - 1000,
  ...change,
});

test('what needs somebody, runs, or failed today is counted, and nothing that fell silent', () => {
  const standing = standingBuilds(
    [
      build('a', { status: 'waiting', lastEventAt: now - 5000 }),
      build('b', { status: 'waiting', parentSession: 'p' }),
      build('c', { status: 'waiting', lastEventAt: now - 2 * 86_400_000 }),
      build('d', { status: 'running' }),
      build('e', { status: 'idle', lastEventAt: now - 500 }),
      build('f', { status: 'running', parentSession: 'p' }),
      build('g', { status: 'running', lastEventAt: now - 3_600_000 }),
      build('h', { status: 'failed' }),
      build('i', { status: 'failed', lastEventAt: now - 2 * 86_400_000 }),
      build('j', { status: 'succeeded' }),
    ],
    now,
  );
  const ids = Object.values(standing).map((builds: BuildSummary[]) => builds.map(({ id }) => id));
  expect(ids).toEqual([['b', 'a'], ['e', 'd'], ['h']]);
  expect(countsInWords(standing)).toBe('2 need you, 2 running, 1 failed');
  expect(countsInWords({ needsYou: [], running: [], failed: [] })).toBe('');
});
