import { beforeEach, expect, test, vi } from 'vitest';
import { recallFolds, rememberFolds } from '../features/watch/fold-memory.ts';
import { recallLook, rememberLook } from '../features/watch/look-memory.ts';
import { recallOf, remember, rememberOf } from './memory.ts';

let stored: Map<string, string>;
beforeEach(() => {
  stored = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
  });
});

const look = { mark: 4, focus: { from: 2, to: 9 }, speed: 2 } as const;

test('how a build was looked at is there again', () => {
  rememberLook('a', look);
  rememberFolds('a', new Map([['todo:1', false]]));
  expect(recallLook('a')).toEqual(look);
  expect([...recallFolds('a')]).toEqual([['todo:1', false]]);
  expect([recallLook('b'), recallFolds('b').size]).toEqual([{}, 0]);
});

test('what is as usual is not kept', () => {
  rememberLook('a', look);
  rememberLook('a', { mark: null, focus: null, speed: 1 });
  expect(recallLook('a')).toEqual({});
  expect(stored.get('ratchet.looks')).toBe('[]');
});

test('of fifty builds, those that were changed last', () => {
  for (let no = 0; no < 60; no += 1) rememberOf('looks', `b${no}`, no);
  rememberOf('looks', 'b10', 'again');
  rememberOf('looks', 'b60', 60);
  expect(recallOf('looks', 'b10')).toBe('again');
  expect([recallOf('looks', 'b11'), recallOf('looks', 'b12')]).toEqual([null, 12]);
});

test.each([null, 'x', [1], [['a']], [['a', { mark: 'x' }]]])('%j is nothing', (damage) => {
  remember('looks', damage);
  expect(recallLook('a')).toEqual({});
});
