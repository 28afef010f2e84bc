import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Label, layLabels, type Stretch } from './labels.ts';

const label = (text: string, x: number, reach = 20): Label => ({ text, x, width: 30, reach });
const placesOf = (labels: readonly Label[], taken: readonly Stretch[] = [], width = 300) =>
  layLabels(labels, taken, width).map(({ text, x }) => [text, x]);

test('a label stands where it wants to where there is room', () => {
  expect(placesOf([label('a', 10), label('b', 100)])).toEqual([
    ['a', 10],
    ['b', 100],
  ]);
});

test('the second of two that meet moves aside, or is left out', () => {
  expect(placesOf([label('a', 100), label('b', 120)])).toEqual([
    ['a', 100],
    ['b', 136],
  ]);
  expect(placesOf([label('a', 100), label('b', 110)])).toEqual([['a', 100]]);
});

test('none stands on a marker or outside the picture', () => {
  expect(placesOf([label('a', 100)], [{ from: 125, to: 135 }])).toEqual([['a', 95]]);
  expect(placesOf([label('a', -10), label('b', 290)])).toEqual([
    ['a', 0],
    ['b', 270],
  ]);
});

test('no two ever overlap, whatever they want', () => {
  const place = fc.integer({ min: -50, max: 350 });
  const wanted = fc.array(
    fc.record({
      text: fc.string(),
      x: place,
      width: fc.integer({ min: 1, max: 90 }),
      reach: fc.integer({ min: 0, max: 100 }),
    }),
  );
  const markers = fc.array(place.map((from) => ({ from, to: from + 10 })));
  fc.assert(
    fc.property(wanted, markers, (labels, taken) => {
      const laid = layLabels(labels, taken, 300);
      const all = [...taken, ...laid.map(({ x, width }) => ({ from: x, to: x + width }))];
      for (const one of laid) {
        const others = all.filter(({ from, to }) => from < one.x + one.width && to > one.x);
        // Itself.
        expect(others).toHaveLength(1);
        expect(one.x).toBeGreaterThanOrEqual(0);
        expect(one.x + one.width).toBeLessThanOrEqual(300);
      }
    }),
  );
});
