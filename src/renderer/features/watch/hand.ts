/** A wheel, a finger or a dragged thumb that was heard of within so many milliseconds is still at it. */
const STILL_AT_IT = 150;

let heardAt = Number.NEGATIVE_INFINITY;

/** Whether somebody moves the page just now, and looks at how it moves. */
export const handMoves = (now: number): boolean => now - heardAt < STILL_AT_IT;

/** Listens for hands; from the start of the page. */
export function watchHands(target: Pick<Window, 'addEventListener'>): void {
  const heard = () => (heardAt = performance.now());
  const options = { passive: true, capture: true };
  target.addEventListener('wheel', heard, options);
  target.addEventListener('touchmove', heard, options);
  target.addEventListener('pointermove', (event) => event.buttons > 0 && heard(), options);
}
