import { expect, test } from 'vitest';
import { emptyState, type Usage } from '../../../core/build/state.ts';
import type { LoggedEvent } from '../../transport/rest.ts';
import { UsageLog } from './usage-log.ts';

const usageOf = (input: number): Usage => ({
  ...emptyState.usage,
  total: { ...emptyState.usage.total, input },
});

function setUp() {
  let live = { version: 0, usage: emptyState.usage };
  const timers: { wait: number; run: () => void }[] = [];
  const asked: {
    from: number;
    to: number;
    answer: (events: readonly LoggedEvent[]) => void;
    fail: (error: Error) => void;
  }[] = [];
  const log = new UsageLog({
    live: () => live,
    events: (from, to) =>
      new Promise((answer, fail) => void asked.push({ from, to, answer, fail })),
    after(wait, run) {
      const timer = { wait, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  /** Lets the timer run that is set; says how long it would have been. */
  const ring = () => {
    const timer = timers.shift();
    timer?.run();
    return timer?.wait;
  };
  return {
    log,
    asked,
    timers,
    ring,
    /** The agent has told of tokens by this version. */
    used: (version: number) => {
      live = { version, usage: usageOf(version * 10) };
      log.look();
    },
    /** The host answers the latest question with a sample at its end. */
    answer: async () => {
      const question = asked.at(-1);
      const event = { kind: 'usage', at: 1, scope: 'session', input: 1 } as const;
      question?.answer([{ version: question.to, event }]);
      await Promise.resolve();
      await Promise.resolve();
    },
    fail: async () => {
      asked.at(-1)?.fail(new Error('no line'));
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

test('what came since is asked for, no more often than every second', async () => {
  const { log, asked, ring, used, answer, timers } = setUp();
  used(5);
  used(6);
  expect(ring()).toBe(0);
  used(7);
  await answer();
  expect(log.store.getState()).toMatchObject({ ready: true, points: [{ version: 6 }] });
  expect(ring()).toBe(1000);
  await answer();
  expect(asked.map(({ from, to }) => [from, to])).toEqual([
    [0, 6],
    [6, 7],
  ]);
  log.look();
  expect(timers).toEqual([]);
});

test('a question that failed is asked again, as often as it fails, and what is known stays', async () => {
  const { log, asked, ring, used, answer, fail } = setUp();
  used(5);
  ring();
  await answer();
  used(9);
  for (let times = 0; times < 2; times += 1) {
    expect(ring()).toBe(1000);
    await fail();
    expect(log.store.getState()).toMatchObject({ error: 'no line', points: [{ version: 5 }] });
  }
  ring();
  await answer();
  expect(log.store.getState()).toMatchObject({
    error: null,
    points: [{ version: 5 }, { version: 9 }],
  });
  expect(asked.map(({ from, to }) => [from, to])).toEqual([
    [0, 5],
    [5, 9],
    [5, 9],
    [5, 9],
  ]);
});

test('a history that is shorter than what was read is read from its beginning', async () => {
  const { log, asked, ring, used, answer } = setUp();
  used(9);
  ring();
  await answer();
  used(4);
  ring();
  await answer();
  expect(asked.at(-1)).toMatchObject({ from: 0, to: 4 });
  expect(log.store.getState().points).toMatchObject([{ version: 4 }]);
});

test('nothing is asked or shown any more when nobody looks', async () => {
  const { log, ring, used, answer, timers } = setUp();
  used(5);
  ring();
  log.stop();
  await answer();
  expect(log.store.getState().ready).toBe(false);
  used(6);
  log.stop();
  expect(timers).toEqual([]);
});
