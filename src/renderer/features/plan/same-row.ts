import type { Row } from './rows.ts';

/**
 * Whether two rows say the same, wherever they stand among others. Rows are made anew with each event; what they speak
 * of stays the same object for as long as nothing happens to it.
 */
export function sameButPlace(a: Row, b: Row): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  const keys = Object.keys(a) as (keyof Row)[];
  return keys.every((key) => key === 'place' || key === 'of' || a[key] === b[key]);
}
