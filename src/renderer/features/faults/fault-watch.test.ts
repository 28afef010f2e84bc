import { createStore } from 'zustand/vanilla';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Link } from '../../../core/sync/link.ts';
import { FaultBoard } from '../../../core/sync/faults/board.ts';
import type { FaultRequest } from '../../../core/sync/faults/faults.ts';
import { FaultWatch } from './fault-watch.ts';

/** A board that is as far away as a test wants it to be: each request waits to be let through. */
function farBoard() {
  const board = new FaultBoard({ now: () => 0, after: () => () => {} }, 1);
  const waiting: (() => void)[] = [];
  const take = (request: FaultRequest) =>
    new Promise<void>((resolve) => waiting.push(resolve)).then(() => {
      board.take(request);
      return board.report();
    });
  const address = {
    report: async () => board.report(),
    watchers: async () => [],
    take,
  };
  const link = createStore(() => ({ phase: 'live' }) as Link);
  return { board, waiting, watch: new FaultWatch(address, link) };
}

// What is watched is asked for again after a while: not in a test that has ended.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Lets everything that can go on go on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('a change that is made before the one before it was answered does not undo it', async () => {
  const { board, waiting, watch } = farBoard();
  const done = Promise.all([watch.change('*', { stall: true }), watch.change('*', { delay: 20 })]);
  await turn();
  expect(waiting).toHaveLength(1);
  waiting.shift()?.();
  await turn();
  expect(waiting).toHaveLength(1);
  waiting.shift()?.();
  expect(await done).toEqual([true, true]);
  expect(board.report().everyone).toMatchObject({ stall: true, delay: 20 });
  expect(watch.store.getState().report?.everyone).toMatchObject({ stall: true, delay: 20 });
});
