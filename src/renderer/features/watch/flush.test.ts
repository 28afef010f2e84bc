import { afterEach, expect, test, vi } from 'vitest';
import { frameFlush } from './flush.ts';

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
    take: (milliseconds: number) => (now += milliseconds),
    nextFrame: async () => {
      now += 16;
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

test.each([
  { cost: 2, frames: 12, flushes: 12 },
  { cost: 20, frames: 12, flushes: 4 },
])(
  'a flush of $cost ms is made in $flushes of $frames frames',
  async ({ cost, frames, flushes }) => {
    const { nextFrame, take } = page();
    const flush = vi.fn<() => void>(() => void take(cost));
    const { changed: change } = frameFlush(flush);
    for (let count = 0; count < frames; count += 1) {
      change();
      await nextFrame();
    }
    expect(flush).toHaveBeenCalledTimes(flushes);
  },
);

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
