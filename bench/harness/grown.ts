import { exponent, type Point } from './growth.ts';
import { figure, row, type Row } from './result.ts';

export interface Grown {
  readonly name: string;
  /** Of the cost; the row itself is about its growth. */
  readonly unit: string;
  /** What grows: events, watchers, builds. */
  readonly over: string;
  readonly points: readonly Point[];
  /** The exponent that this cost may have. */
  readonly limit?: number;
}

/** A row of how a cost grows: the exponent, beside the cost at each size. */
export function grown({ name, unit, over, points, limit }: Grown): Row {
  const costs = points.map(({ size, cost }) => `${figure(cost)} at ${size.toLocaleString('en')}`);
  return row({
    name: `growth over ${over}: ${name}`,
    value: exponent(points),
    unit: '(exponent)',
    note: `${unit}: ${costs.join(', ')}`,
    ...(limit === undefined ? {} : { target: { of: 'value', is: 'at most', limit } as const }),
  });
}
