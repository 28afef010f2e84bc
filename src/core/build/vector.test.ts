import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inherit, type Keyed, positionOf } from './key-index.ts';
import {
  asGroup,
  CHUNK,
  emptyVector,
  type Vector,
  vectorAt,
  vectorPush,
  vectorSet,
  vectorValues,
} from './vector.ts';

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ push: fc.integer() }) },
  { weight: 1, arbitrary: fc.record({ at: fc.nat(CHUNK * 3), value: fc.integer() }) },
);

it('is an array that nobody can change, over any number of chunks', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: CHUNK, maxLength: CHUNK * 3 }), (steps) => {
      let vector: Vector<number> = emptyVector();
      let model: readonly number[] = [];
      const versions: [Vector<number>, readonly number[]][] = [];
      for (const one of steps) {
        if ('push' in one) {
          vector = vectorPush(vector, one.push);
          model = [...model, one.push];
        } else {
          vector = vectorSet(vector, one.at, one.value);
          if (one.at < model.length) model = model.with(one.at, one.value);
        }
        versions.push([vector, model]);
      }
      for (const [version, expected] of [versions[0], versions.at(-2), versions.at(-1)].flatMap(
        (entry) => (entry ? [entry] : []),
      )) {
        expect([...vectorValues(version)]).toEqual(expected);
        expect(version.size).toBe(expected.length);
        expect(vectorAt(version, expected.length)).toBeUndefined();
      }
      const from = Math.floor(model.length / 2);
      expect([...vectorValues(vector, from)]).toEqual(model.slice(from));
    }),
    { numRuns: 30 },
  );
});

it('shares every chunk but the one that changed', () => {
  let vector: Vector<number> = emptyVector();
  for (let index = 0; index < CHUNK * 3; index += 1) vector = vectorPush(vector, index);
  const changed = vectorSet(vector, CHUNK + 1, -1);
  expect(changed.chunks.map((chunk, index) => chunk === vector.chunks[index])).toEqual([
    true,
    false,
    true,
  ]);
});

it('changes in groups lead where they lead one by one, and what was there before a group stays as it was', () => {
  const group = fc.array(step, { maxLength: CHUNK });
  fc.assert(
    fc.property(fc.array(group, { minLength: 2, maxLength: 8 }), (groups) => {
      const change = (vector: Vector<number>, one: (typeof groups)[number][number]) =>
        'push' in one ? vectorPush(vector, one.push) : vectorSet(vector, one.at, one.value);
      let vector: Vector<number> = emptyVector();
      for (let index = 0; index < CHUNK + 10; index += 1) vector = vectorPush(vector, index);
      let alone = vector;
      const seen: [Vector<number>, string][] = [];
      for (const changes of groups) {
        seen.push([vector, JSON.stringify(vector)]);
        // Within a group there may be another, which leaves its lists alone.
        vector = asGroup(() => {
          const changed = changes.reduce(change, vector);
          const text = JSON.stringify(changed);
          asGroup(() => changes.reduce(change, changed));
          expect(JSON.stringify(changed)).toBe(text);
          return changed;
        });
        alone = changes.reduce(change, alone);
        expect(vector).toEqual(alone);
      }
      for (const [before, text] of seen) expect(JSON.stringify(before)).toBe(text);
    }),
    { numRuns: 50 },
  );
});

it('finds an element by its key in every version of every branch', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(30)), { maxLength: 200 }), (steps) => {
      // Each step adds an element to one of the vectors so far, which may be an old one: a branch.
      const vectors: Vector<Keyed>[] = [emptyVector()];
      for (const [back, name] of steps) {
        const before = vectors.at(-1 - (back % vectors.length)) ?? vectors[0];
        if (!before) continue;
        const added = { key: `k${name}` };
        const after = vectorPush(before, added);
        if (positionOf(before, added.key) !== undefined) continue;
        inherit(before, after, added);
        vectors.push(after);
      }
      for (const vector of vectors) {
        const keys = [...vectorValues(vector)].map(({ key }) => key);
        for (let name = 0; name <= 30; name += 1) {
          const position = keys.indexOf(`k${name}`);
          expect(positionOf(vector, `k${name}`)).toBe(position === -1 ? undefined : position);
        }
      }
    }),
  );
});
