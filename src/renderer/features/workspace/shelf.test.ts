import { expect, test } from 'vitest';
import { Shelf } from './shelf.ts';

/** A shelf of builds that say how they are: watched, with their state, or without. */
function shelf() {
  const states = new Map<string, 'new' | 'watched' | 'resting' | 'empty'>();
  const one = new Shelf((id) => {
    states.set(id, 'new');
    return {
      watch: () => void states.set(id, 'watched'),
      rest: () => void states.set(id, 'resting'),
      empty: () => void states.set(id, 'empty'),
    };
  });
  const those = (state: string) => [...states].filter(([, is]) => is === state).map(([id]) => id);
  return { one, those };
}

test('only what is on the screen is watched; the last three keep their state', () => {
  const { one, those } = shelf();
  for (const id of ['a', 'b', 'c', 'd', 'e']) one.show([id]);
  expect(those('watched')).toEqual(['e']);
  expect(those('resting')).toEqual(['b', 'c', 'd']);
  expect(those('empty')).toEqual(['a']);
  one.show(['a', 'e']);
  expect(those('watched')).toEqual(['a', 'e']);
  one.show([]);
  expect(those('watched')).toEqual([]);
  expect(those('resting')).toHaveLength(3);
});

test('a build stays the same object, until many others were looked at', () => {
  const { one } = shelf();
  const first = one.get('a');
  one.show(['a']);
  one.show(['b']);
  expect(one.get('a')).toBe(first);
  for (let no = 0; no < 100; no += 1) one.show([`n${no}`]);
  expect(one.get('a')).not.toBe(first);
});
