import { expect, test } from 'vitest';
import { emptyState, type BuildState } from '../../../core/build/state.ts';
import { Past } from './past.ts';

function setUp() {
  const asked: {
    version: number;
    answer: (state: BuildState) => void;
    fail: (error: Error) => void;
  }[] = [];
  const shown: number[] = [];
  const failed: string[] = [];
  let rested: () => void = () => {};
  const past = new Past({
    after: (_, callback) => {
      rested = callback;
      return () => (rested = () => {});
    },
    fetch: (version) => new Promise((answer, fail) => void asked.push({ version, answer, fail })),
    show: (version) => void shown.push(version),
    fail: (_, message) => void failed.push(message),
  });
  const answer = async (index: number) => {
    const question = asked[index];
    question?.answer({ ...emptyState, version: question.version });
    await Promise.resolve();
    await Promise.resolve();
  };
  const fail = async (index: number, error = new Error('no line')) => {
    asked[index]?.fail(error);
    await Promise.resolve();
    await Promise.resolve();
  };
  const rest = () => rested();
  return { past, asked, shown, failed, answer, fail, rest };
}

test('a drag asks for the first and the last wish, not for those between', async () => {
  const { past, asked, shown, answer, rest } = setUp();
  for (const version of [10, 11, 12]) past.want(version);
  expect(asked.map(({ version }) => version)).toEqual([10]);
  await answer(0);
  // Not at once: the one that came is drawn first.
  past.want(13);
  expect(asked).toHaveLength(1);
  rest();
  expect(asked.map(({ version }) => version)).toEqual([10, 13]);
  await answer(1);
  expect(shown).toEqual([10, 13]);
});

test('after a return to live the first wish is asked for at once', async () => {
  const { past, asked, answer } = setUp();
  past.want(5);
  await answer(0);
  past.leave();
  past.want(6);
  expect(asked.map(({ version }) => version)).toEqual([5, 6]);
});

test('a version seen before is shown at once', async () => {
  const { past, asked, shown, answer } = setUp();
  past.want(5);
  await answer(0);
  past.want(5);
  expect(asked).toHaveLength(1);
  expect(shown).toEqual([5, 5]);
});

test('what arrives after the return to live is not shown', async () => {
  const { past, shown, answer } = setUp();
  past.want(5);
  past.leave();
  await answer(0);
  expect(shown).toEqual([]);
});

test('it keeps a few states only', async () => {
  const { past, asked, answer, rest } = setUp();
  for (let version = 1; version <= 30; version += 1) {
    past.want(version);
    await answer(version - 1);
    rest();
  }
  past.want(30);
  expect(asked).toHaveLength(30);
  past.want(1);
  expect(asked).toHaveLength(31);
});

test('what failed is asked for again only where it is wished for again, however soon that is', async () => {
  const { past, asked, fail, rest } = setUp();
  past.want(5);
  await fail(0);
  rest();
  expect(asked).toHaveLength(1);
  past.want(5);
  await fail(1);
  past.want(5);
  rest();
  expect(asked.map(({ version }) => version)).toEqual([5, 5, 5]);
});

test('why it failed is told in words for the reader', async () => {
  const { past, failed, fail } = setUp();
  past.want(5);
  await fail(0, new TypeError('Failed to fetch'));
  expect(failed).toEqual(['The host does not answer.']);
});
