import { expect, test } from 'vitest';
import { reduceAll } from '../../../core/build/reduce.ts';
import { type BuildState, emptyState } from '../../../core/build/state.ts';
import { Comparing, type Comparison } from './comparing.ts';

const stateAt = (version: number): BuildState =>
  reduceAll(
    emptyState,
    Array.from({ length: version }, (_, at) => ({ kind: 'notice' as const, at, text: 'x' })),
  );

function setUp(known: readonly number[] = []) {
  const asked: { version: number; answer: (state: BuildState) => void; refuse: () => void }[] = [];
  const shown: (Comparison | null)[] = [];
  const comparing = new Comparing({
    known: (version) => (known.includes(version) ? stateAt(version) : null),
    fetch: (version) =>
      new Promise((answer, reject) => {
        asked.push({ version, answer, refuse: () => reject(new TypeError('Failed to fetch')) });
      }),
    show: (comparison) => void shown.push(comparison),
  });
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { comparing, asked, shown, settle };
}

test('compares the earlier with the later, and asks for what is not at hand', async () => {
  const { comparing, asked, shown, settle } = setUp([9]);
  comparing.open(9, 4);
  expect(shown).toMatchObject([{ from: 4, to: 9, diff: null }]);
  expect(asked.map(({ version }) => version)).toEqual([4]);
  asked[0]?.answer(stateAt(4));
  await settle();
  expect(shown.at(-1)).toMatchObject({ from: 4, to: 9, error: null });
  expect(shown.at(-1)?.diff?.others).toHaveLength(5);
});

test('the beginning needs nobody', async () => {
  const { comparing, asked, shown, settle } = setUp([3]);
  comparing.open(0, 3);
  await settle();
  expect(asked).toEqual([]);
  expect(shown.at(-1)?.diff?.others).toHaveLength(3);
});

test('the latest wish wins, and what is closed stays closed', async () => {
  const { comparing, asked, shown, settle } = setUp([9, 8]);
  comparing.open(1, 9);
  comparing.open(2, 8);
  asked[1]?.answer(stateAt(2));
  asked[0]?.answer(stateAt(1));
  await settle();
  expect(shown.at(-1)).toMatchObject({ from: 2, to: 8 });
  comparing.open(3, 9);
  comparing.close();
  asked[2]?.answer(stateAt(3));
  await settle();
  expect(shown.at(-1)).toBeNull();
});

test('says why it cannot', async () => {
  const { comparing, asked, shown, settle } = setUp([9]);
  comparing.open(1, 9);
  asked[0]?.refuse();
  await settle();
  expect(shown.at(-1)).toMatchObject({ diff: null, error: 'The host does not answer.' });
});
