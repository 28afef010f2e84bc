/** A cost at a size. */
export interface Point {
  readonly size: number;
  readonly cost: number;
}

/**
 * The exponent k of cost ≈ c · size^k, fitted by least squares over the logarithms: 0 is a cost that
 * does not grow, 1 one that grows as the size does. NaN with fewer than two sizes.
 */
export function exponent(points: readonly Point[]): number {
  const logs = points
    .filter(({ size, cost }) => size > 0 && cost > 0)
    .map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const mean = (of: 'x' | 'y') => logs.reduce((sum, log) => sum + log[of], 0) / logs.length;
  const [x, y] = [mean('x'), mean('y')];
  const spread = logs.reduce((sum, log) => sum + (log.x - x) ** 2, 0);
  return spread === 0
    ? NaN
    : logs.reduce((sum, log) => sum + (log.x - x) * (log.y - y), 0) / spread;
}

/** The slope of a line fitted by least squares: units of `cost` for one of `size`. */
export function slope(points: readonly Point[]): number {
  const count = points.length;
  const x = points.reduce((sum, { size }) => sum + size, 0) / count;
  const y = points.reduce((sum, { cost }) => sum + cost, 0) / count;
  const spread = points.reduce((sum, { size }) => sum + (size - x) ** 2, 0);
  const together = points.reduce((sum, { size, cost }) => sum + (size - x) * (cost - y), 0);
  return spread === 0 ? NaN : together / spread;
}
