import { matchKeyBindingPress, parseKeybinding } from 'tinykeys';
import { expect, test } from 'vitest';
import { pressesOf } from './presses.ts';

interface Press {
  readonly key: string;
  readonly code: string;
  readonly held?: readonly string[];
}

function hears(key: string, { key: typed, code, held = [] }: Press): boolean {
  const event = { key: typed, code, getModifierState: (name: string) => held.includes(name) };
  return pressesOf(key).some((press) =>
    parseKeybinding(press).every((one) => matchKeyBindingPress(event as KeyboardEvent, one)),
  );
}

test.each<[string, Press]>([
  ['American', { key: '{', code: 'BracketLeft', held: ['Shift'] }],
  ['German', { key: '{', code: 'Digit7', held: ['AltGraph'] }],
  ['German, where AltGr is Ctrl and Alt', { key: '{', code: 'Digit7', held: ['Control', 'Alt'] }],
  ['German, on a Mac', { key: '{', code: 'Digit8', held: ['Alt'] }],
])('a sign is heard however a keyboard makes it: %s', (_name, press) => {
  expect(hears('{', press)).toBe(true);
  expect(hears('[', press)).toBe(false);
});

test('a digit with Ctrl is a key, also where it takes Shift to type one', () => {
  expect(hears('Mod+1', { key: '&', code: 'Digit1', held: ['Control'] })).toBe(true);
  expect(hears('Mod+1', { key: '1', code: 'Digit1' })).toBe(false);
});

test('a letter is that letter, with what the registry says and no more', () => {
  expect(hears('l', { key: 'l', code: 'KeyL' })).toBe(true);
  expect(hears('l', { key: 'L', code: 'KeyL', held: ['Shift'] })).toBe(false);
  expect(hears('Shift+L', { key: 'L', code: 'KeyL', held: ['Shift'] })).toBe(true);
  expect(hears('k', { key: 'k', code: 'KeyK', held: ['Control'] })).toBe(false);
  expect(hears('Mod+k', { key: 'k', code: 'KeyK', held: ['Control'] })).toBe(true);
});
