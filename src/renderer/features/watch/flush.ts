/** A hidden page is refreshed this often: it must stay cheap, and nobody looks. */
const HIDDEN = 2000;

/**
 * Gathers changes and calls `flush` once for all of them: once per frame while the page is seen,
 * rarely while it is hidden, and at once when it is shown again.
 */
export function frameFlush(flush: () => void): () => void {
  let frame: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const run = () => {
    if (frame !== null) cancelAnimationFrame(frame);
    if (timer !== null) clearTimeout(timer);
    frame = null;
    timer = null;
    flush();
  };
  document.addEventListener('visibilitychange', () => {
    // Also when it is hidden: a frame that was asked for before would come when it is shown again.
    if (timer !== null || frame !== null) run();
  });
  return () => {
    if (frame !== null || timer !== null) return;
    if (document.hidden) timer = setTimeout(run, HIDDEN);
    else frame = requestAnimationFrame(run);
  };
}
