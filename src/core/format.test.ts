import { expect, test } from 'vitest';
import {
  age,
  agentName,
  bytes,
  clock,
  duration,
  homePath,
  moment,
  money,
  spoken,
  timestamp,
  tokens,
} from './format.ts';

test.each([
  [clock(38_000), '0:38'],
  [clock(680_000), '11:20'],
  [clock(3_729_000), '1:02:09'],
  [duration(4200), '4.2 s'],
  [duration(9990), '9 s'],
  [duration(62_000), '1:02'],
  [duration(-5), '0.0 s'],
  [age(420), '0.4 s'],
  [age(3900), '3 s'],
  [age(12 * 60_000), '12 min'],
  [spoken(192_000), '3 min 12 s'],
  [spoken(3_600_000), '1 h 0 min 0 s'],
  [tokens(86_400), '86k'],
  [tokens(999_600), '1.0M'],
  [money(0.41), '$0.41'],
  [money(0.012), '$0.012'],
  [bytes(12.4 * 1024 * 1024), '12.4 MB'],
  [homePath('/home/dev/src/ledger'), '~/src/ledger'],
  [homePath('/srv/ledger'), '/srv/ledger'],
  [agentName('Codex'), 'Codex'],
  [agentName('__proto__'), '__proto__'],
  [agentName('constructor'), 'constructor'],
])('%s is %s', (shown, expected) => {
  expect(shown).toBe(expected);
});

test('dates in a terminal are the same everywhere', () => {
  expect(timestamp(new Date(2026, 0, 3, 6, 8, 59).getTime())).toBe('2026-01-03 06:08');
  expect(timestamp(new Date(2026, 10, 25, 16, 28).getTime())).toBe('2026-11-25 16:28');
});

test('a moment of another year names the year', () => {
  const now = new Date(2026, 10, 26, 12).getTime();
  expect(moment(new Date(2026, 10, 26, 9, 51).getTime(), now)).toBe('09:51');
  expect(moment(new Date(2026, 10, 14, 9, 51).getTime(), now)).toBe('14 Nov');
  expect(moment(new Date(2025, 10, 14, 9, 51).getTime(), now)).toBe('Nov 2025');
});
