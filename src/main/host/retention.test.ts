import { expect, test, vi } from 'vitest';
import { VirtualTime } from '../../../test/support/world.ts';
import type { Settings } from '../../core/settings/settings.ts';
import { Retention } from './retention.ts';

const DAY = 86_400_000;

function keeping(days: Settings['keepDays'], ages: Record<string, number>) {
  const time = new VirtualTime();
  time.now = 1000 * DAY;
  const left = new Map(Object.entries(ages).map(([id, age]) => [id, time.now - age * DAY]));
  const builds = {
    old: (before: number) => [...left].filter(([, at]) => at < before).map(([id]) => id),
    delete: vi.fn<(ids: readonly string[]) => void>((ids) => ids.forEach((id) => left.delete(id))),
  };
  const set = { days };
  const world = { now: () => time.now, after: time.after };
  const retention = new Retention({ builds, keepDays: () => set.days, world });
  return { time, left, builds, set, retention };
}

test('builds are kept for ever, unless the user has set how long', () => {
  const { time, left, builds, retention } = keeping(null, { a: 1, b: 900 });
  retention.start();
  time.advance(10 * DAY);
  expect([...left.keys()]).toEqual(['a', 'b']);
  expect(builds.delete).not.toHaveBeenCalled();
});

test('what is older goes a minute after the start, and what grows old goes within the hour', () => {
  const { time, left, builds, retention } = keeping(7, { a: 1, b: 8, c: 6.99 });
  retention.start();
  time.advance(59_999);
  expect(left.size).toBe(3);
  time.advance(1);
  expect([...left.keys()]).toEqual(['a', 'c']);
  time.advance(3_600_000);
  expect([...left.keys()]).toEqual(['a']);
  // Where nothing is due, nobody is asked to delete nothing.
  expect(builds.delete).toHaveBeenCalledTimes(2);
  retention.close();
  expect(time.pending).toBe(0);
});

test('it is known beforehand what would go', () => {
  const { retention } = keeping(null, { a: 1, b: 8, c: 40 });
  expect([7, 30, 90].map((days) => retention.candidates(days).length)).toEqual([2, 1, 0]);
});

test('a failure costs the sweep alone', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const { time, left, builds, retention } = keeping(7, { a: 8 });
  builds.delete.mockImplementationOnce(() => {
    throw new Error('disk full');
  });
  retention.start();
  time.advance(60_000);
  expect(left.size).toBe(1);
  expect(warn).toHaveBeenCalledOnce();
  time.advance(3_600_000);
  expect(left.size).toBe(0);
});
