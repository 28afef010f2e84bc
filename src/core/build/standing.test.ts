import { describe, expect, test } from 'vitest';
import type { BuildEvent } from './event.ts';
import { reduceAll } from './reduce.ts';
import { noUserData } from './listed.ts';
import {
  evidenceNow,
  isLive,
  pastStanding,
  reported,
  standingOf,
  statusNow,
  todoNow,
} from './standing.ts';
import { emptyState } from './state.ts';
import { type Gone, summarise } from './summary.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const working: BuildEvent[] = [
  { kind: 'build.started', at: 0 },
  { kind: 'turn.started', at: 0 },
  { kind: 'tool.started', at: MINUTE, call: 'c', name: 'Bash' },
];
const asks: BuildEvent = {
  kind: 'attention.requested',
  at: MINUTE,
  id: 'a',
  reason: 'permission',
  text: 'Bash: npm publish',
};
const fold = (...events: BuildEvent[]) => reduceAll(emptyState, events);
const killed: Gone = { what: 'process', at: 2 * MINUTE };

describe('a build that works', () => {
  const state = fold(...working);
  const said = (now: number, gone: Gone | null = null) =>
    evidenceNow({ ...summarise('b', state), gone }, now);

  test('runs, and its clocks with it, while it is heard of', () => {
    const now = 10 * MINUTE;
    expect(standingOf(state, null, now)).toEqual({
      status: 'running',
      stop: null,
      isLost: false,
      isOver: false,
    });
    expect(said(now)).toBe('last event 9 min ago');
  });

  test('is unknown after a silence: clocks stand at the last event', () => {
    const now = 13 * MINUTE;
    const unknown = { status: 'unknown', stop: MINUTE, isLost: true, isOver: false };
    expect(standingOf(state, null, now)).toEqual(unknown);
    expect(said(now)).toBe('no event for 12 min');
  });

  test('is unknown at once where its process was seen to go', () => {
    const now = 2 * MINUTE + 1;
    expect(standingOf(state, killed, now)).toEqual({
      status: 'unknown',
      stop: MINUTE,
      isLost: true,
      isOver: false,
    });
    expect(said(now, killed)).toBe('no event for 1 min, process gone');
    expect(said(now, { what: 'producer', at: now })).toMatch(/who reported it is gone$/);
  });

  test('ran, seen from a version of the past', () => {
    expect(pastStanding(state)).toEqual({
      status: 'running',
      stop: MINUTE,
      isLost: false,
      isOver: false,
    });
  });
});

describe('a build that waits for somebody', () => {
  const state = fold(...working, asks);
  const at = (now: number, gone: Gone | null = null) => ({
    ...standingOf(state, gone, now),
    said: evidenceNow({ ...summarise('b', state), gone }, now),
  });

  test('needs them for a day, and says how long there was no sign of it', () => {
    expect(at(3 * MINUTE)).toMatchObject({ status: 'waiting', stop: null });
    expect(at(3 * MINUTE).said).toBe('Bash: npm publish · last event 2 min ago');
    expect(at(3 * HOUR + MINUTE)).toEqual({
      status: 'waiting',
      stop: MINUTE,
      isLost: false,
      isOver: false,
      said: 'Bash: npm publish · no sign for 3 h',
    });
    expect(at(25 * HOUR)).toMatchObject({ status: 'unknown', said: 'no event for 1 d' });
  });

  test('needs nobody any more when its process is gone', () => {
    expect(at(3 * MINUTE, killed)).toMatchObject({
      status: 'unknown',
      isLost: true,
      said: 'no event for 2 min, process gone',
    });
  });
});

test('what has ended has ended, however long ago, and whoever is gone', () => {
  const state = fold(...working, { kind: 'build.ended', at: MINUTE, outcome: 'failed' });
  const build = { ...summarise('b', state), gone: killed };
  expect(statusNow(build, 900 * HOUR)).toBe('failed');
  expect(evidenceNow(build, 4 * HOUR)).toBe('ended 3 h ago');
  expect(standingOf(state, killed, HOUR)).toEqual({
    status: 'failed',
    stop: MINUTE,
    isLost: false,
    isOver: true,
  });
});

test('between turns no time is taken, and nothing is lost', () => {
  const state = fold(
    { kind: 'turn.started', at: 0 },
    { kind: 'turn.ended', at: 5, outcome: 'succeeded' },
  );
  expect(standingOf(state, null, MINUTE)).toEqual({
    status: 'idle',
    stop: 5,
    isLost: false,
    isOver: false,
  });
});

test('a TODO that is called active is worked on, was left where the build ended, or is unknown', () => {
  const planned: BuildEvent[] = [
    ...working,
    {
      kind: 'plan.updated',
      at: MINUTE,
      todos: [
        { text: 'one', status: 'done' },
        { text: 'two', status: 'active' },
        { text: 'three', status: 'pending' },
      ],
    },
  ];
  const open = fold(...planned);
  const ended = fold(...planned, { kind: 'build.ended', at: MINUTE, outcome: 'succeeded' });
  const now = (state: typeof open, standing: ReturnType<typeof pastStanding>) =>
    state.todos.map((todo) => todoNow(todo, standing));
  expect(now(open, standingOf(open, null, MINUTE))).toEqual(['done', 'active', 'pending']);
  expect(now(open, standingOf(open, killed, 3 * MINUTE))).toEqual(['done', 'unknown', 'pending']);
  expect(now(ended, standingOf(ended, null, HOUR))).toEqual(['done', 'left', 'pending']);
  expect(now(ended, pastStanding(ended))).toEqual(['done', 'left', 'pending']);

  // The letters of a summary say the same, with the letter that each of them begins with.
  const letters = (state: typeof open, gone: Gone | null, at: number) => {
    const { todos } = reported({ ...summarise('b', state), ...noUserData, gone }, at);
    expect(todos).toBe(
      now(state, standingOf(state, gone, at))
        .map((word) => word.charAt(0))
        .join(''),
    );
    return todos;
  };
  expect(letters(open, null, MINUTE)).toBe('dap');
  expect(letters(open, killed, 3 * MINUTE)).toBe('dup');
  expect(letters(ended, null, HOUR)).toBe('dlp');
  expect([open, ended].map((state) => summarise('b', state).todos)).toEqual(['dap', 'dlp']);
});

test('a build is live while more is to come of it, as far as anybody knows', () => {
  const known = { status: 'running', lastEventAt: 0, gone: null } as const;
  expect(isLive(known, MINUTE)).toBe(true);
  expect(isLive({ ...known, status: 'idle' }, MINUTE)).toBe(true);
  expect(isLive({ ...known, status: 'waiting' }, HOUR)).toBe(true);
  expect(isLive(known, HOUR)).toBe(false);
  expect(isLive({ ...known, gone: { what: 'process', at: 1 } }, MINUTE)).toBe(false);
  expect(isLive({ ...known, status: 'ended' }, 0)).toBe(false);
});
