import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fragmentOf, linkFragment, placeIn, type Spot, spotIn } from './place.ts';
import type { Place } from './workspace-view.ts';

test('an address names what is shown', () => {
  expect(fragmentOf({ shown: ['a b'], compares: false })).toBe('build=a+b');
  expect(fragmentOf({ shown: ['a', 'b'], compares: true })).toBe('build=a&beside=b&view=steps');
  expect(fragmentOf({ shown: [], compares: false })).toBe('');
});

test('what is written is read again, whatever a build is called', () => {
  const id = fc.string({ minLength: 1, maxLength: 40 });
  const place: fc.Arbitrary<Place> = fc.oneof(
    id.map((one): Place => ({ shown: [one], compares: false })),
    fc
      .tuple(id, id, fc.boolean())
      .filter(([one, other]) => one !== other)
      .map(([one, other, compares]): Place => ({ shown: [one, other], compares })),
  );
  fc.assert(
    fc.property(place, (given) => {
      expect(placeIn(`#${fragmentOf(given)}`)).toEqual(given);
    }),
  );
});

test('a link leads to a version and a row of what it shows, whatever the row is called', () => {
  const place: Place = { shown: ['a'], compares: false };
  expect(linkFragment(place, { version: 412, row: 'todo:7' })).toBe(
    'build=a&version=412&row=todo%3A7',
  );
  expect(linkFragment(place, { version: null, row: null })).toBe(fragmentOf(place));
  const spot: fc.Arbitrary<Spot> = fc.record({
    version: fc.option(fc.integer({ min: 1 })),
    row: fc.option(fc.string({ minLength: 1, maxLength: 40 })),
  });
  fc.assert(
    fc.property(spot, (given) => {
      const fragment = `#${linkFragment(place, given)}`;
      expect(placeIn(fragment)).toEqual(place);
      expect(spotIn(fragment)).toEqual(given.version === null && given.row === null ? null : given);
    }),
  );
  // As long as a call may be called, with the word before it.
  const row = `reasoning:${'x'.repeat(512)}`;
  expect(spotIn(linkFragment(place, { version: null, row }))).toEqual({ version: null, row });
  for (const version of ['0', '-1', '1.5', '1e9', 'x', '9'.repeat(40)]) {
    expect(spotIn(`#build=a&version=${version}`)).toBeNull();
  }
});

test('what names no build is no place', () => {
  for (const fragment of ['', '#', '#build=', '#beside=a', '#top', `#build=${'x'.repeat(600)}`]) {
    expect(placeIn(fragment)).toBeNull();
  }
  expect(placeIn('#build=a&beside=a&view=steps')).toEqual({ shown: ['a'], compares: false });
  expect(placeIn('#build=a&view=steps')).toEqual({ shown: ['a'], compares: false });
});
