import { expect, test } from 'vitest';
import { menus, type Need, needs } from './command.ts';
import { commandIds, commandOf, whyNot } from './commands.ts';
import { acceleratorOf, capsOf, isChord, lastPart } from './keys.ts';
import { emptyMenuState, menuStateSchema } from './menu-state.ts';

test('no two commands have a key in common, nor a title', () => {
  const keys = commandIds.flatMap((id) => commandOf(id).keys ?? []);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  const titles = commandIds.map((id) => commandOf(id).title);
  expect(new Set(titles).size).toBe(titles.length);
});

test('keys are as the registry says: letters alone are lower case, those with Shift are not', () => {
  for (const key of commandIds.flatMap((id) => commandOf(id).keys ?? [])) {
    expect(key).toMatch(
      /^(Mod\+[a-z\d,]|Shift\+[A-Z]|Alt\+Arrow(Left|Right)|Enter|Space|Delete|Backspace|F\d|[a-z]|[^\w\s])$/,
    );
  }
});

test('the fixed keys are where the design has them', () => {
  const keyed = Object.fromEntries(
    commandIds.flatMap((id) => (commandOf(id).keys ?? []).map((key) => [key, id])),
  );
  expect(keyed).toMatchObject({
    j: 'nextRow',
    k: 'previousRow',
    h: 'goOut',
    l: 'goIn',
    Enter: 'inspect',
    Space: 'play',
    '[': 'versionBack',
    ']': 'versionOn',
    '{': 'todoBack',
    '}': 'todoOn',
    e: 'nextError',
    'Shift+L': 'live',
    m: 'mark',
    d: 'compare',
    '/': 'find',
    'Mod+f': 'find',
    'Mod+k': 'palette',
    'Mod+1': 'nthBuild',
    'Mod+9': 'nthBuild',
    'Mod+,': 'settings',
    'Shift+U': 'usage',
    '?': 'keys',
  });
});

test('every section of every menu has a command', () => {
  const places = new Set(commandIds.map((id) => commandOf(id).menu?.join(' ')));
  for (const [menu, sections] of Object.entries(menus)) {
    for (const section of sections) expect(places).toContain(`${menu} ${section}`);
  }
});

test('the first thing that is missing is the reason', () => {
  const met = (...list: Need[]) => new Set(list);
  expect(whyNot('todoOn', met())).toBe(needs.build);
  expect(whyNot('todoOn', met('build'))).toBe(needs.plan);
  expect(whyNot('todoOn', met('plan', 'build'))).toBeNull();
  expect(whyNot('palette', met())).toBeNull();
});

test('keys are shown as the platform has them, and told to menus as Electron wants them', () => {
  expect(capsOf('Mod+k', false)).toEqual(['Ctrl', 'K']);
  expect(capsOf('Mod+k', true)).toEqual(['⌘', 'K']);
  expect(capsOf('Shift+L', false)).toEqual(['Shift', 'L']);
  expect(capsOf('j', false)).toEqual(['j']);
  expect(['Mod+k', 'Shift+L', 'j', 'Space', '{'].map(acceleratorOf)).toEqual([
    'CommandOrControl+K',
    'Shift+L',
    'J',
    'Space',
    '{',
  ]);
  expect(lastPart('Mod+3')).toBe('3');
  expect(['Mod+k', 'Shift+L', 'm'].map(isChord)).toEqual([true, false, false]);
});

test('menus are told only what the registry knows', () => {
  expect(menuStateSchema.parse(emptyMenuState)).toEqual(emptyMenuState);
  expect(menuStateSchema.safeParse({ met: ['build'], on: ['wrapLines'] }).success).toBe(true);
  for (const state of [null, {}, { met: ['all'], on: [] }, { met: [], on: ['rm'] }]) {
    expect(menuStateSchema.safeParse(state).success).toBe(false);
  }
});
