import { handMoves } from './hand.ts';

/** A hidden page is refreshed this often: it must stay cheap, and nobody looks. */
const HIDDEN = 2000;

/**
 * After what a flush took, with the drawing that follows at once from it, so many times as long is left to others, up
 * to a limit: what comes alone is shown at once, a flood in a large build some times a second. While a hand moves the
 * page, it is the moving that is looked at.
 */
const REST = { times: 4, most: 250 };
const HAND_REST = { times: 60, most: 800 };
/** But never less than this, however slow the machine is. */
const LEAST = 2;

export interface Flusher {
  /** Says that there is something new. */
  readonly changed: () => void;
  /** Flushes no more. The page outlives a build: what it still called would keep the whole of it. */
  readonly stop: () => void;
}

/**
 * Gathers changes and calls `flush` once for all of them: in the next frame while the page is seen,
 * rarely while it is hidden, and at once when it is shown again. Where one takes long (a large build,
 * a slow machine), it rests in between, so that the page has its time for who scrolls in it.
 * @param every where it is known that more often than this says nothing new: milliseconds
 */
export function frameFlush(flush: () => void, every = 0): Flusher {
  let frame: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let ended = Number.NEGATIVE_INFINITY;
  let took = 0;
  const callOff = () => {
    if (frame !== null) cancelAnimationFrame(frame);
    if (timer !== null) clearTimeout(timer);
    frame = null;
    timer = null;
  };
  const run = () => {
    callOff();
    const begun = performance.now();
    flush();
    // What reads a store draws itself anew in a microtask, which was queued before this one.
    queueMicrotask(() => {
      ended = performance.now();
      took = ended - begun;
    });
  };
  /** Milliseconds until the next may be. */
  const restLeft = () => {
    const now = performance.now();
    const { times, most } = handMoves(now) ? HAND_REST : REST;
    return ended + Math.max(every, LEAST * took, Math.min(times * took, most)) - now;
  };
  const wait = () => {
    timer = null;
    const left = restLeft();
    // A frame that is asked for is drawn, whatever is done in it: while it rests, none is.
    if (left > 0) timer = setTimeout(wait, Math.min(left, REST.most));
    else frame = requestAnimationFrame(run);
  };
  // Also when it is hidden: a frame that was asked for before would come when it is shown again.
  const turned = () => {
    if (timer !== null || frame !== null) run();
  };
  document.addEventListener('visibilitychange', turned);
  return {
    changed() {
      if (frame !== null || timer !== null) return;
      if (document.hidden) timer = setTimeout(run, HIDDEN);
      else wait();
    },
    stop() {
      callOff();
      document.removeEventListener('visibilitychange', turned);
    },
  };
}
