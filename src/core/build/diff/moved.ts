/**
 * The keys that were moved, as few as explain the new order: those outside the longest run of keys
 * that kept their order. Keys that only one of the lists has do not count.
 */
export function movedIn(before: readonly string[], after: readonly string[]): string[] {
  const places = new Map(before.map((key, place) => [key, place]));
  const common = after.flatMap((key) => {
    const place = places.get(key);
    return place === undefined ? [] : [{ key, place }];
  });
  const kept = new Set(longestRising(common.map(({ place }) => place)));
  return common.filter(({ place }) => !kept.has(place)).map(({ key }) => key);
}

/** The longest rising part of different numbers, by the smallest end of each length so far. */
function longestRising(numbers: readonly number[]): number[] {
  const ends: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const number of numbers) {
    const at = ends.findIndex((end) => end > number);
    const length = at < 0 ? ends.length : at;
    previous.set(number, ends[length - 1]);
    ends[length] = number;
  }
  const rising: number[] = [];
  for (let number = ends.at(-1); number !== undefined; number = previous.get(number)) {
    rising.unshift(number);
  }
  return rising;
}
