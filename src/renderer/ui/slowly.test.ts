import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { type Clock, slowly } from './slowly.ts';

/** A clock that is turned by hand. */
class HandClock implements Clock {
  #now = 0;
  readonly #due = new Set<{ readonly at: number; readonly run: () => void }>();

  now = () => this.#now;

  after = (milliseconds: number, run: () => void) => {
    const one = { at: this.#now + milliseconds, run };
    this.#due.add(one);
    return () => void this.#due.delete(one);
  };

  get waiting(): number {
    return this.#due.size;
  }

  turnTo(time: number): void {
    for (;;) {
      const [next] = [...this.#due].toSorted((a, b) => a.at - b.at);
      if (!next || next.at > time) break;
      this.#due.delete(next);
      this.#now = next.at;
      next.run();
    }
    this.#now = time;
  }
}

/** A store of one number, shown slowly; what was shown, and when. */
function watched(pause: (shown: number, next: number) => number) {
  const clock = new HandClock();
  const store = createStore(() => ({ value: 0, other: 0 }));
  const shown: string[] = [];
  const stop = slowly({
    store,
    select: ({ value }) => value,
    pause,
    clock,
    show: (value) => shown.push(`${value} at ${clock.now()}`),
  });
  const set = (time: number, value: number) => {
    clock.turnTo(time);
    store.setState({ value });
  };
  return { clock, store, shown, stop, set };
}

test('what is there is shown once more, as it may have changed since it was drawn', () => {
  const { clock, store, shown } = watched(() => 100);
  store.setState({ value: 7 });
  clock.turnTo(0);
  expect(shown).toEqual(['7 at 0']);
});

test('what comes in a pause is shown at its end, the last of it alone', () => {
  const { clock, shown, set } = watched(() => 100);
  for (const [time, value] of [
    [10, 1],
    [20, 2],
    [90, 3],
    [130, 4],
    [160, 5],
  ] as const) {
    set(time, value);
  }
  clock.turnTo(1000);
  expect(shown).toEqual(['0 at 0', '3 at 100', '5 at 200']);
});

test('what comes alone, after a pause, is shown at once', () => {
  const { clock, shown, set } = watched(() => 100);
  clock.turnTo(0);
  set(500, 1);
  clock.turnTo(500);
  expect(shown).toEqual(['0 at 0', '1 at 500']);
});

test('how long a pause is may hang on what is shown and on what comes', () => {
  const { clock, shown, set } = watched((before, next) => (before === 0 ? 0 : next));
  clock.turnTo(0);
  set(10, 300);
  clock.turnTo(10);
  set(20, 50);
  clock.turnTo(1000);
  expect(shown).toEqual(['0 at 0', '300 at 10', '50 at 60']);
});

test('nothing is shown and nothing waits after the end', () => {
  const { clock, store, shown, stop, set } = watched(() => 100);
  clock.turnTo(0);
  set(10, 1);
  stop();
  store.setState({ value: 2 });
  expect(clock.waiting).toBe(0);
  clock.turnTo(1000);
  expect(shown).toEqual(['0 at 0']);
});
