/**
 * How many of `size` things in a row, of which a condition holds for the first and not for the rest, it
 * holds for: by halving, so that a list of 100,000 is asked seventeen times.
 */
export function countWhile(size: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
