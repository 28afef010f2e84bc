/** The clock, chance and timers of the page, for what takes its world from outside. */
export const pageWorld = {
  now: (): number => Date.now(),
  random: (): number => Math.random(),
  /** Calls back after some milliseconds; returns what calls it off. */
  after(milliseconds: number, callback: () => void): () => void {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
