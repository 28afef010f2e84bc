import { afterEach, expect, test, vi } from 'vitest';
import { textEvent } from '../../../../test/support/events.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { type BuildState, emptyState } from '../../../core/build/state.ts';
import type { Client } from '../../../core/sync/client.ts';
import { newReplica, type Replica } from '../../../core/sync/replica.ts';
import { buildKind } from '../../../core/sync/streams.ts';
import type { Rest } from '../../transport/rest.ts';
import { shownState } from './build-view.ts';
import { WatchedBuild } from './watched-build.ts';
import { whenThere } from './when-there.ts';

const stateAt = (version: number): BuildState =>
  reduceAll(
    emptyState,
    Array.from({ length: version }, (_, index) => textEvent(String(index), `b${index}`)),
  );

/** A build whose replica is moved by hand, and whose past is answered by hand. */
function setUp() {
  vi.useFakeTimers();
  vi.stubGlobal('document', {
    hidden: true,
    addEventListener: () => {},
    removeEventListener: () => {},
  });
  let take: (replica: Replica<BuildState>) => void = () => {};
  const link = { isLive: false };
  const client = {
    watchBuild: (_id: string, onChange: typeof take, from: Replica<BuildState>) => {
      take = onChange;
      if (link.isLive) take({ ...from, phase: 'asking' });
      return () => {};
    },
  };
  const asked: { version: number; answer: (state: BuildState) => void; signal: AbortSignal }[] = [];
  const rest = {
    stateAt: (_build: string, version: number, signal: AbortSignal) =>
      new Promise<BuildState>((answer) => void asked.push({ version, answer, signal })),
  };
  const build = new WatchedBuild('a', client as unknown as Client, rest as unknown as Rest);
  let refreshed = 0;
  /** A snapshot has come, and is on the screen. */
  const snapshot = (version: number) => {
    refreshed += 1;
    const replica = newReplica<BuildState>('build/a', buildKind);
    const counters = { ...replica.counters, refreshed };
    take({ ...replica, phase: 'live', version, state: stateAt(version), counters });
    vi.advanceTimersByTime(2000);
  };
  const answerLast = async () => {
    const question = asked.at(-1);
    question?.answer(stateAt(question.version));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { build, link, asked, snapshot, answerLast };
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a version that is on its way when a snapshot comes is asked for again', async () => {
  const { build, asked, snapshot, answerLast } = setUp();
  build.watch();
  snapshot(20);
  build.viewVersion(5);
  snapshot(30);
  expect(asked.map(({ version }) => version)).toEqual([5, 5]);
  expect(asked[0]?.signal.aborted).toBe(true);
  await answerLast();
  expect(shownState(build.store.getState()).version).toBe(5);
});

test('a version that is looked at is that of the history that a snapshot brings', async () => {
  const { build, asked, snapshot, answerLast } = setUp();
  build.watch();
  snapshot(20);
  build.viewVersion(5);
  await answerLast();
  snapshot(30);
  expect(asked.map(({ version }) => version)).toEqual([5, 5]);
});

test('a build that is let go keeps what was chosen, marked, selected and folded', () => {
  const { build, snapshot } = setUp();
  build.watch();
  snapshot(20);
  build.choose('text:b3');
  build.fold([['text:b3', true]]);
  build.toggleMark();
  build.setFocus({ from: 3, to: 9 });
  build.empty();
  expect(build.store.getState()).toMatchObject({
    live: { version: 0 },
    chosen: 'text:b3',
    mark: 20,
    focus: { from: 3, to: 9 },
  });
  expect(build.store.getState().folds.get('text:b3')).toBe(true);
});

test('who comes back to a build is led to a place in it when what came meanwhile is there', () => {
  const { build, link, snapshot } = setUp();
  const seen: number[] = [];
  const look = () => whenThere(build, () => seen.push(build.store.getState().live.version));
  look();
  build.watch();
  expect(seen).toEqual([]);
  snapshot(20);
  expect(seen).toEqual([20]);
  build.rest();

  link.isLive = true;
  build.watch();
  look();
  expect(seen).toEqual([20]);
  snapshot(30);
  expect(seen).toEqual([20, 30]);
  snapshot(31);
  look();
  expect(seen).toEqual([20, 30, 31]);
});

test('without a line one is led to what is there', () => {
  const { build, snapshot } = setUp();
  build.watch();
  snapshot(20);
  build.rest();
  build.watch();
  const seen: number[] = [];
  whenThere(build, () => seen.push(build.store.getState().live.version));
  expect(seen).toEqual([20]);
});
