import { expect, it } from 'vitest';
import { type Health, watchOutcomes } from '../../../core/health.ts';
import { facts, figure, keptWord, onScale, statusSaid } from './words.ts';

const none = { count: 0, p50: 0, p90: 0, p99: 0, max: 0 };
const meter = { recent: none, total: none };
const outcomes = Object.fromEntries(watchOutcomes.map((outcome) => [outcome, 0])) as Record<
  (typeof watchOutcomes)[number],
  number
>;
const calm: Health = {
  status: 'ok',
  startedAt: 0,
  builds: 1,
  watchers: 1,
  databaseBytes: 4096,
  reporting: false,
  refreshes: 0,
  events: 0,
  failedCommits: 0,
  notDurable: 0,
  outOfOrder: 0,
  logMoves: { store: { failures: 0 }, search: null },
  gaps: 0,
  resyncs: 0,
  reconnects: outcomes,
  repeats: outcomes,
  cut: 0,
  unreadable: 0,
  refreshTime: meter,
  commitTime: meter,
  queueDepth: meter,
  eventToWatcher: meter,
  unacknowledged: { streams: 0, oldest: 0, abandoned: 0 },
};
const sentence = (health: Health) =>
  statusSaid(health)
    .map(({ text, bad }) => (bad ? `!${text}` : text))
    .join('; ');

it('says in a sentence how the host is', () => {
  expect(sentence(calm)).toBe(
    'Everything is durable; nothing out of order; nothing sent live in the last five minutes',
  );
  const recent = { count: 9, p50: 1, p90: 2, p99: 4.117, max: 5 };
  const busy = { ...calm, notDurable: 2, outOfOrder: 1, eventToWatcher: { recent, total: recent } };
  expect(sentence(busy)).toBe(
    '!2 builds not durable yet; !1 version out of order; p99 event to window and back 4.12 ms',
  );
});

it('marks what must be nothing and is not', () => {
  const bad = (health: Health) => facts(health, 0).filter((fact) => fact.bad);
  expect(bad({ ...calm, gaps: 3, resyncs: 3, cut: 1 })).toEqual([]);
  expect(bad({ ...calm, outOfOrder: 1, unreadable: 2 })).toMatchObject([
    { title: 'Out of order', value: '1' },
    { title: 'Unreadable', value: '2' },
  ]);
  const logMoves = { store: { failures: 2 }, search: { failures: 1, problem: 'no such folder' } };
  expect(bad({ ...calm, logMoves })).toMatchObject([
    { title: 'Log not moved', value: '3', what: expect.stringContaining('no such folder') },
  ]);
  expect(bad({ ...calm, logMoves: { store: { failures: 2 }, search: null } })).toEqual([]);
});

it('gives an amount as many digits as are true', () => {
  expect([0, 0.314, 9.994, 9.999, 99.94, 99.96, 1234.5].map(figure)).toEqual([
    '0.00',
    '0.31',
    '9.99',
    '10.0',
    '99.9',
    '100',
    '1,235',
  ]);
});

it('puts 0.1 ms to 10 s between the ends of its scale', () => {
  expect([0, 0.1, 1, 10_000, 1e6].map((ms) => Math.round(onScale(ms) * 100))).toEqual([
    0, 0, 20, 100, 100,
  ]);
});

it('says in the status bar why nothing is kept, where that takes two words', () => {
  const failing = { ...calm, status: 'not-durable', notDurable: 1 } as const;
  const message = 'There is no room.';
  expect(keptWord(calm)).toBe('durable');
  expect(keptWord({ ...calm, status: 'read-only' })).toBe('read-only');
  expect(keptWord({ ...failing, problem: { code: 'store-full', message } })).toBe(
    'not durable: disk full',
  );
  expect(keptWord({ ...failing, problem: { code: 'store-unavailable', message } })).toBe(
    'not durable',
  );
  expect(keptWord(failing)).toBe('not durable');
});
