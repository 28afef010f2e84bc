import { expect, it } from 'vitest';
import { type FaultReport, newTallies, noFaults } from '../../../core/sync/faults/faults.ts';
import type { WatcherReport } from '../../../core/sync/messages.ts';
import { activeFaults } from './active.ts';
import { faultRows } from './rows.ts';

type Watcher = FaultReport['watchers'][number];

const tallies = newTallies();

const watcher = (number: number, change: Partial<Watcher> = {}): Watcher => ({
  label: `w${number}`,
  id: `id-${number}`,
  client: 'browser',
  connected: true,
  faults: noFaults,
  cutFor: 0,
  tallies,
  ...change,
});

const report = (...watchers: Watcher[]): FaultReport => ({
  watchers,
  everyone: noFaults,
  script: { seed: 1, steps: [] },
  pending: 0,
});

const counters = (received: number) => ({
  received,
  replayed: 1,
  duplicates: 0,
  gaps: 0,
  resyncs: 0,
  refreshed: 1,
});

const labels = (made: FaultReport) => faultRows(made, [], 'id-2').rows.map(({ label }) => label);

it('puts this window first and those that left last', () => {
  const made = report(watcher(1, { connected: false }), watcher(2), watcher(3));
  expect(labels(made)).toEqual(['w2', 'w3', 'w1']);
});

it('keeps a watcher in its place while it is cut or has faults, since it is expected back', () => {
  const away = { connected: false };
  const cut = watcher(1, { ...away, cutFor: 5 });
  const faulty = watcher(3, { ...away, faults: { ...noFaults, drop: 1 } });
  expect(labels(report(cut, watcher(2, away), faulty, watcher(4)))).toEqual([
    'w2',
    'w1',
    'w3',
    'w4',
  ]);
});

it('gives only the latest five of those that left a row', () => {
  const away = Array.from({ length: 7 }, (_, index) => watcher(index + 3, { connected: false }));
  const { rows, left } = faultRows(report(watcher(2), ...away), [], 'id-2');
  expect(rows.map(({ label }) => label)).toEqual(['w2', 'w5', 'w6', 'w7', 'w8', 'w9']);
  expect(left).toBe(2);
});

it('adds up what a watcher told of its builds, without the list of builds', () => {
  const told: WatcherReport[] = [
    {
      id: 'id-1',
      client: 'browser',
      streams: [
        { stream: 'builds', mode: 'deltas', sent: 9, counters: counters(100) },
        { stream: 'build/a', mode: 'deltas', sent: 3, counters: counters(3) },
        { stream: 'build/b', mode: 'deltas', sent: 4, counters: counters(4) },
        { stream: 'build/c', mode: 'deltas', sent: 0, counters: null },
      ],
    },
  ];
  const { rows } = faultRows(report(watcher(1), watcher(2)), told, 'id-2');
  expect(rows.map((row) => row.counters)).toEqual([
    null,
    { ...counters(7), replayed: 2, refreshed: 2 },
  ]);
});

it('takes faults for active until the last cut is over', () => {
  expect(activeFaults(report(watcher(1)), 0)).toBe(false);
  expect(activeFaults({ ...report(), everyone: { ...noFaults, stall: true } }, 0)).toBe(true);
  expect(activeFaults({ ...report(), pending: 1 }, 0)).toBe(true);
  const cut = report(watcher(1, { cutFor: 1000 }));
  expect([999, 1000].map((elapsed) => activeFaults(cut, elapsed))).toEqual([true, false]);
});
