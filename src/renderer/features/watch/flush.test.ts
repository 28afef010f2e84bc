import { afterEach, expect, test, vi } from 'vitest';
import { frameFlush } from './flush.ts';
import { watchHands } from './hand.ts';

/** A page whose clock and frames are turned by hand. */
function page() {
  let now = 1000;
  let frame: ((at: number) => void) | null = null;
  let shown: () => void = () => {};
  const document = {
    hidden: false,
    addEventListener: (_: string, on: () => void) => (shown = on),
    removeEventListener: () => (shown = () => {}),
  };
  vi.stubGlobal('document', document);
  vi.stubGlobal('performance', { now: () => now });
  vi.stubGlobal('requestAnimationFrame', (on: (at: number) => void) => {
    frame = on;
    return 1;
  });
  vi.stubGlobal('cancelAnimationFrame', () => (frame = null));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  return {
    now: () => now,
    take: (milliseconds: number) => (now += milliseconds),
    nextFrame: async () => {
      now += 16;
      vi.advanceTimersByTime(16);
      const due = frame;
      frame = null;
      due?.(now);
      await Promise.resolve();
    },
    show: (hidden: boolean) => {
      document.hidden = hidden;
      shown();
    },
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('many changes are one flush, in the next frame', async () => {
  const { nextFrame } = page();
  const flush = vi.fn<() => void>();
  const { changed: change } = frameFlush(flush);
  for (let count = 0; count < 5; count += 1) change();
  expect(flush).not.toHaveBeenCalled();
  await nextFrame();
  await nextFrame();
  expect(flush).toHaveBeenCalledTimes(1);
});

/** How many flushes of such a cost are made in a second in which something comes with each frame. */
async function flushesInOneSecond(cost: number, inEachFrame = () => {}): Promise<number> {
  const { nextFrame, take, now } = page();
  const flush = vi.fn<() => void>(() => void take(cost));
  const { changed } = frameFlush(flush);
  const begun = now();
  while (now() - begun < 1000) {
    inEachFrame();
    changed();
    await nextFrame();
  }
  return flush.mock.calls.length;
}

test.each([
  { cost: 0.5, least: 50, most: 63 },
  { cost: 4, least: 22, most: 52 },
  { cost: 20, least: 7, most: 12 },
  { cost: 100, least: 2, most: 4 },
])('a flush of $cost ms leaves the page its time', async ({ cost, least, most }) => {
  const flushes = await flushesInOneSecond(cost);
  expect(flushes).toBeGreaterThanOrEqual(least);
  expect(flushes).toBeLessThanOrEqual(most);
});

test('what comes alone is shown in the next frame, however long it takes', async () => {
  const { nextFrame, take } = page();
  const flush = vi.fn<() => void>(() => void take(40));
  const { changed } = frameFlush(flush);
  for (let count = 1; count <= 3; count += 1) {
    changed();
    await nextFrame();
    expect(flush).toHaveBeenCalledTimes(count);
    take(500);
  }
});

test('while a hand moves the page, a large build is drawn twice a second; a small one as ever', async () => {
  let turn: () => void = () => {};
  watchHands({
    addEventListener(type: string, heard: () => void) {
      if (type === 'wheel') turn = heard;
    },
  } as Window);
  const wheel = () => turn();
  expect(await flushesInOneSecond(20, wheel)).toBeLessThanOrEqual(3);
  expect(await flushesInOneSecond(0.2, wheel)).toBeGreaterThanOrEqual(50);
});

test('a hidden page is flushed rarely, and one that is shown again at once', async () => {
  const { show } = page();
  const flush = vi.fn<() => void>();
  const { changed: change } = frameFlush(flush);
  show(true);
  change();
  vi.advanceTimersByTime(1999);
  expect(flush).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(flush).toHaveBeenCalledTimes(1);
  change();
  show(false);
  expect(flush).toHaveBeenCalledTimes(2);
});

test('one that was stopped is not called any more, and the page keeps nothing of it', async () => {
  const { nextFrame, show } = page();
  const flush = vi.fn<() => void>();
  const flusher = frameFlush(flush);
  flusher.changed();
  flusher.stop();
  await nextFrame();
  show(true);
  show(false);
  expect(flush).not.toHaveBeenCalled();
});
