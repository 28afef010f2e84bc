import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { noteOpen, takeOpen } from './was-open.ts';

const stored = new Map<string, string>();
vi.stubGlobal('sessionStorage', {
  getItem: (name: string) => stored.get(name) ?? null,
  setItem: (name: string, text: string) => stored.set(name, text),
});
afterAll(() => vi.unstubAllGlobals());
beforeEach(() => stored.clear());

test('what was on the screen goes back to it once, and nothing else does', () => {
  noteOpen('a');
  noteOpen('b');
  noteOpen('a');
  expect(takeOpen('c')).toBe(false);
  expect(takeOpen('a')).toBe(true);
  expect(takeOpen('a')).toBe(false);
  expect(takeOpen('b')).toBe(true);
});

test('it is kept by the page, within bounds, and what is damaged there is nothing', () => {
  for (let build = 0; build < 60; build += 1) noteOpen(`b${build}`);
  const kept: unknown = JSON.parse(stored.get('ratchet.deleted.open') ?? '');
  expect(kept).toHaveLength(50);
  expect(takeOpen('b59')).toBe(true);
  expect(takeOpen('b9')).toBe(false);
  stored.set('ratchet.deleted.open', '[{"id":1}]');
  expect(takeOpen('b58')).toBe(false);
});
