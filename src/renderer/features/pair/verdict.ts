import type { BuildComparison } from '../../../core/build/align/compare-builds.ts';
import { goesOn } from '../../../core/build/standing.ts';
import { statusOf } from '../../../core/build/summary.ts';
import { plural } from '../../../core/format.ts';
import type { Side } from './pairing.ts';
import type { Silence } from './words.ts';

/**
 * What two builds that are compared come to, in a sentence.
 * @param differences how many are shown
 * @param words whether other words count as differences
 */
export function verdictOf(
  comparison: BuildComparison,
  silent: Silence,
  differences: number,
  words: boolean,
): string {
  const { rows, divergence } = comparison;
  if (divergence !== null) return plural(differences, 'difference');
  const ahead = rows.filter(({ weight }) => weight === 'ahead');
  const reworded = rows.some(({ weight }) => weight === 'words');
  const end = words && reworded ? `; ${plural(differences, 'difference')} in words.` : '.';
  if (ahead.length === 0)
    return sameIn(comparison, silent) + (reworded ? ', in other words' : '') + end;
  const [more, less] =
    ahead[0]?.left === null ? (['right', 'left'] as const) : (['left', 'right'] as const);
  return silent[less]
    ? `The same until the ${less} one went silent; the ${more} one has ${plural(ahead.length, 'more step')}${end}`
    : `The same so far; the ${more} one is ${plural(ahead.length, 'step')} ahead${end}`;
}

/** What is said where neither has come further: to the end only where both have one. */
function sameIn(comparison: BuildComparison, silent: Silence): string {
  const open = (['left', 'right'] as const).filter((side: Side) =>
    goesOn(statusOf(comparison[side].state).status),
  );
  if (open.length === 0) return 'The two did the same';
  if (open.some((side) => !silent[side])) return 'The two did the same so far';
  const who = open.length === 2 ? 'both' : `the ${open[0]} one`;
  return `The two did the same until ${who} went silent`;
}
