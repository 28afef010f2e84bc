import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeBeforeQuit } from './quitting.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(close: () => Promise<void>) {
  const events = new EventEmitter();
  const left: string[] = [];
  const complaints: unknown[] = [];
  const app = Object.assign(events, {
    quit: () => void left.push('quit'),
    exit: (code: number) => void left.push(`exit ${code}`),
  });
  closeBeforeQuit(app, close, (error) => complaints.push(error));
  /** Asks to quit; whether that was put off. */
  const quit = () => {
    let isPutOff = false;
    events.emit('will-quit', { preventDefault: () => (isPutOff = true) });
    return isPutOff;
  };
  return { quit, left, complaints };
}

test('who asks to quit a second time waits for the close as well', async () => {
  let closes = 0;
  let done: () => void = () => {};
  const { quit, left } = setUp(() => {
    closes += 1;
    return new Promise((resolve) => (done = resolve));
  });
  expect(quit()).toBe(true);
  expect(quit()).toBe(true);
  expect(closes).toBe(1);
  done();
  await vi.advanceTimersByTimeAsync(0);
  expect(left).toEqual(['quit']);
  expect(quit()).toBe(false);
});

test('a close that fails is told, and one that does not end is not waited for', async () => {
  const failing = setUp(() => Promise.reject(new Error('no disk')));
  failing.quit();
  await vi.advanceTimersByTimeAsync(0);
  expect(failing.complaints).toMatchObject([{ message: 'no disk' }]);
  expect(failing.left).toEqual(['quit']);

  const hanging = setUp(() => new Promise(() => {}));
  hanging.quit();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(hanging.left).toEqual(['exit 1']);
});
