import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Restorable } from '../../../core/build/listed.ts';
import { type Listed, restorableAt, watchRestorable } from './restorable.ts';

const one = (id: string, undoUntil = 100): Restorable => ({ id, title: `Build ${id}`, undoUntil });
const ids = (...names: string[]) => names.map((id) => ({ id }));
/** Until promises that are settled have been heard. */
const heard = () => new Promise((resolve) => setImmediate(resolve));

/** A list that is changed by hand, and a host that answers when it is told to. */
function scene() {
  const questions: { answer(builds: Restorable[]): void; refuse(): void }[] = [];
  const list = createStore<Listed>(() => ({ replica: { state: [], phase: 'offline' } }));
  const store = watchRestorable(
    () =>
      new Promise((answer, reject) =>
        questions.push({ answer, refuse: () => reject(new Error('gone')) }),
      ),
    list,
  );
  const set = (phase: Listed['replica']['phase'], ...names: string[]) =>
    list.setState({ replica: { phase, state: ids(...names) } });
  return { questions, set, shown: () => store.getState().map(({ id }) => id) };
}

test('the host is asked when the list is live, and when builds go from it', async () => {
  const { questions, set, shown } = scene();
  set('asking', 'a', 'b');
  expect(questions).toHaveLength(0);
  set('live', 'a', 'b');
  expect(questions).toHaveLength(1);
  questions[0]?.answer([one('gone')]);
  await heard();
  expect(shown()).toEqual(['gone']);
  // A build that goes on or comes is no reason to ask.
  set('live', 'a', 'b');
  set('live', 'a', 'b', 'new');
  expect(questions).toHaveLength(1);
  set('live', 'b');
  expect(questions).toHaveLength(2);
  set('live', 'c');
  expect(questions).toHaveLength(3);
  set('offline', 'c');
  set('asking', 'c');
  set('live', 'c');
  expect(questions).toHaveLength(4);
});

test('an answer to an older question does not take the place of a newer one, and a refusal of none', async () => {
  const { questions, set, shown } = scene();
  set('live', 'a', 'b');
  set('live', 'a');
  questions[1]?.answer([one('b')]);
  await heard();
  questions[0]?.answer([]);
  await heard();
  expect(shown()).toEqual(['b']);
  set('live');
  questions[2]?.refuse();
  await heard();
  expect(shown()).toEqual(['b']);
});

test('what can be brought back ends with its time, or when it is there again', () => {
  const builds = [one('a', 100), one('b', 160)];
  const at = (now: number, ...listed: string[]) =>
    restorableAt(builds, ids(...listed), now).map(({ id }) => id);
  expect(at(90)).toEqual(['a', 'b']);
  expect(at(90, 'b')).toEqual(['a']);
  expect(at(100)).toEqual(['b']);
  expect(at(160)).toEqual([]);
});

test('thousands that were deleted beside thousands in the list are looked at once each', () => {
  let looks = 0;
  const listed = Array.from({ length: 2000 }, (_, index) => ({
    get id() {
      looks += 1;
      return `listed ${index}`;
    },
  }));
  const builds = Array.from({ length: 2000 }, (_, index) => one(`deleted ${index}`));
  expect(restorableAt(builds, listed, 0)).toHaveLength(2000);
  expect(looks).toBe(2000);
});
