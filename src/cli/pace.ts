/** Longest wait between two records of a replay at its own speed, in milliseconds: agents and people pause for hours. */
const LONGEST_GAP = 3000;
/** Wait after a record where the recording tells no times, in milliseconds. */
const UNTIMED_GAP = 50;

/**
 * Paces a replay: gives the milliseconds to wait before each record.
 * @param speed times as fast as it was made; 0: no waiting at all
 */
export function newPace(speed: number): (at: number | null) => number {
  let last: number | null = null;
  return (at) => {
    if (speed === 0) return 0;
    // Records of one moment and clocks that jump back come at once.
    const gap = at === null ? UNTIMED_GAP : last === null ? 0 : Math.max(0, at - last);
    if (at !== null) last = Math.max(last ?? at, at);
    return Math.min(LONGEST_GAP, gap) / speed;
  };
}
