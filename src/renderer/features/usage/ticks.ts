import { tokens } from '../../../core/format.ts';

/** Digits after the point that tell one tick from the next. */
const MOST_DIGITS = 6;

/** Tokens at a tick, which is a round number: `5k`, where a figure would be `5.0k`. */
export const tokensAtTick = (value: number): string => tokens(Math.round(value)).replace('.0', '');

/** Dollars at a tick: as many digits at each, so that the axis reads as one. */
export function moneyAtTick(value: number, step: number): string {
  let digits = 2;
  while (digits < MOST_DIGITS && !isWhole(step * 10 ** digits)) digits += 1;
  return `$${value.toFixed(digits)}`;
}

const isWhole = (value: number): boolean =>
  Math.round(value) > 0 && Math.abs(value - Math.round(value)) < 1e-6;
