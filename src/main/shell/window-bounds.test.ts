import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Bounds, defaultBounds, fitBounds, loadBounds, saveBounds } from './window-bounds.ts';

const folder = mkdtempSync(join(tmpdir(), 'ratchet-bounds-'));
const screens = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 1280, height: 800 },
];
const bounds: Bounds = { x: 2000, y: 100, width: 800, height: 600, maximized: true };

test('what was saved is loaded', () => {
  const file = join(folder, 'deep/window.json');
  saveBounds(file, bounds);
  expect(loadBounds(file)).toEqual(bounds);
});

test.each([
  '',
  '{',
  '[]',
  '{"width":-1,"height":5,"maximized":false}',
  '{"width":1e9,"height":900}',
])('a file with %j is as none', (text) => {
  const file = join(folder, 'broken.json');
  writeFileSync(file, text);
  expect(loadBounds(file)).toEqual(defaultBounds);
});

test('a window on a screen that is there stays', () => {
  expect(fitBounds(bounds, screens)).toEqual(bounds);
});

test.each([
  { x: 2000, y: 100 },
  { x: 0, y: 1050 },
  { x: -790, y: 0 },
  { x: 0, y: -300 },
])('a window at $x, $y of the one screen left is placed anew', (place) => {
  const fitted = fitBounds({ ...bounds, ...place }, screens.slice(0, 1));
  expect(fitted).toEqual({ width: 800, height: 600, maximized: true });
});
