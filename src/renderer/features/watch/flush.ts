/** A hidden page is refreshed this often: it must stay cheap, and nobody looks. */
const HIDDEN = 2000;
/** After what a flush took, with the drawing that follows at once from it, so many times as long is left to others. */
const REST = 2;

export interface Flusher {
  /** Says that there is something new. */
  readonly changed: () => void;
  /** Flushes no more. The page outlives a build: what it still called would keep the whole of it. */
  readonly stop: () => void;
}

/**
 * Gathers changes and calls `flush` once for all of them: once per frame while the page is seen,
 * rarely while it is hidden, and at once when it is shown again. Where one takes long (a large build,
 * a slow machine), frames are left out, so that the page has its time for who scrolls in it.
 */
export function frameFlush(flush: () => void): Flusher {
  let frame: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let restUntil = 0;
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
      const now = performance.now();
      restUntil = now + REST * (now - begun);
    });
  };
  const inFrame = (now: number) => {
    if (now >= restUntil) run();
    else frame = requestAnimationFrame(inFrame);
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
      else frame = requestAnimationFrame(inFrame);
    },
    stop() {
      callOff();
      document.removeEventListener('visibilitychange', turned);
    },
  };
}
