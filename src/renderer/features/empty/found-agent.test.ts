import { expect, test } from 'vitest';
import type { FoundAgent } from '../../../core/local-agents.ts';
import { hasSessions, isWatched, sumOf } from './found-agent.ts';

const now = 1_000_000_000;
const place = (files: number, newest: number | null, isWatched = false, isThere = true) => ({
  path: `/sessions/${files}`,
  isThere,
  files,
  newest,
  isWatched,
});
const codex = (...places: FoundAgent['places']): FoundAgent => ({
  agent: 'codex',
  title: 'Codex',
  places,
});

test('places are summed up, and those that are not there do not count', () => {
  const agent = codex(
    place(2, now - 3 * 3_600_000),
    place(1, now - 70_000),
    place(9, 1, true, false),
  );
  expect(sumOf(agent, now)).toEqual({
    text: '3 sessions · latest 1 minute ago',
    paths: '/sessions/2\n/sessions/1',
  });
  expect(isWatched(agent)).toBe(false);
  expect(hasSessions(codex(place(0, null, false, false)))).toBe(false);
});

test.each([
  [0, 'just now'],
  [59_999, 'just now'],
  [3_600_000, '1 hour ago'],
  [86_400_000, 'yesterday'],
])('%i ms ago is %s', (age, words) => {
  const agent = codex(place(1, now - age, true));
  expect(sumOf(agent, now).text).toBe(`1 session · latest ${words}`);
  expect(isWatched(agent)).toBe(true);
});
