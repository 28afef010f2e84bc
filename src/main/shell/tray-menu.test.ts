import { expect, test, vi } from 'vitest';
import { emptyState } from '../../core/build/state.ts';
import { summarise } from '../../core/build/summary.ts';
import { trayMenu, trayTip } from './tray-menu.ts';

const build = (title: string) => ({ ...summarise(title, emptyState), title });
const actions = () => ({
  show: vi.fn<() => void>(),
  open: vi.fn<(build: string) => void>(),
  quit: vi.fn<() => void>(),
});
const nothing = { needsYou: [], running: [], failed: [] };

test('the tray of a Ratchet at rest shows it, and quits', () => {
  expect(trayTip(nothing)).toBe('Ratchet');
  expect(trayMenu(nothing, actions()).map(({ label, type }) => label ?? type)).toEqual([
    'Show Ratchet',
    'separator',
    'Quit',
  ]);
});

test('the tray lists builds by urgency, and opens the one that is chosen', () => {
  const act = actions();
  const standing = {
    needsYou: [build('Salt & pepper\u202e')],
    running: Array.from({ length: 7 }, (_, index) => build(`r${index}`)),
    failed: [build('f')],
  };
  expect(trayTip(standing)).toBe('Ratchet: 1 needs you, 7 running, 1 failed');
  const menu = trayMenu(standing, act);
  expect(menu.map(({ label, type }) => label ?? type)).toEqual([
    'Needs you (1)',
    'Salt && pepper',
    'separator',
    'Running (7)',
    'r0',
    'r1',
    'r2',
    'r3',
    'r4',
    '2 more…',
    'separator',
    'Failed today (1)',
    'f',
    'separator',
    'Show Ratchet',
    'separator',
    'Quit',
  ]);
  const click = (label: string) => {
    const item = menu.find((one) => one.label === label);
    (item?.click as (() => void) | undefined)?.();
  };
  click('Salt && pepper');
  expect(act.open).toHaveBeenCalledWith('Salt & pepper\u202e');
  click('2 more…');
  expect(act.show).toHaveBeenCalledOnce();
});
