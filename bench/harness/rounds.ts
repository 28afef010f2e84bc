/** The one in the middle; NaN of nothing. */
export function median(list: readonly number[]): number {
  const sorted = list.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const [low = NaN, high = NaN] = [sorted[half - 1], sorted[half]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

export interface Contest<Name extends string> {
  /** One measurement of each, by name. */
  readonly of: Readonly<Record<Name, () => number | Promise<number>>>;
  readonly rounds: number;
  /** Rounds before those that count. */
  readonly warmUp?: number;
}

/**
 * Measures several in turns, so that a change of the machine's speed meets all of them, and each
 * round in another order, so that none has the best place.
 * @returns the median of each
 */
export async function contest<Name extends string>({
  of,
  rounds,
  warmUp = 1,
}: Contest<Name>): Promise<Record<Name, number>> {
  const names = Object.keys(of) as Name[];
  const figures = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round += 1) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) {
      const value = await of[name]();
      if (round >= 0) figures.get(name)?.push(value);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(figures.get(name) ?? [])])) as Record<
    Name,
    number
  >;
}
