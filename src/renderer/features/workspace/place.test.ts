import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fragmentOf, placeIn } from './place.ts';
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

test('what names no build is no place', () => {
  for (const fragment of ['', '#', '#build=', '#beside=a', '#top', `#build=${'x'.repeat(600)}`]) {
    expect(placeIn(fragment)).toBeNull();
  }
  expect(placeIn('#build=a&beside=a&view=steps')).toEqual({ shown: ['a'], compares: false });
  expect(placeIn('#build=a&view=steps')).toEqual({ shown: ['a'], compares: false });
});
