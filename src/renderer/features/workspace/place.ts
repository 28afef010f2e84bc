import type { Place } from './workspace-view.ts';

/**
 * The fragment of an address that names what is shown: `build=ID`, `build=ID&beside=ID`, and with
 * `&view=steps` the two compared. Empty where nothing is shown.
 */
export function fragmentOf({ shown, compares }: Place): string {
  const [left, right] = shown;
  const parts = new URLSearchParams();
  if (left !== undefined) parts.set('build', left);
  if (right !== undefined) parts.set('beside', right);
  if (right !== undefined && compares) parts.set('view', 'steps');
  return parts.toString();
}

/** Where in a build a link leads: to a version of the past, to a row; null is live, and no row. */
export interface Spot {
  readonly version: number | null;
  readonly row: string | null;
}

/** The fragment of a link: what it shows, and where in the build it leads. */
export function linkFragment(place: Place, { version, row }: Spot): string {
  const parts = new URLSearchParams(fragmentOf(place));
  if (version !== null) parts.set('version', String(version));
  if (row !== null) parts.set('row', row);
  return parts.toString();
}

/** Where the link of a fragment leads; null where it names nothing within a build. It may come from anybody. */
export function spotIn(fragment: string): Spot | null {
  const parts = new URLSearchParams(fragment.replace(/^#/, ''));
  const number = parts.get('version') ?? '';
  const version = /^[1-9]\d{0,14}$/.test(number) ? Number(number) : null;
  const name = parts.get('row');
  const row = isName(name, LONGEST_ROW) ? name : null;
  return version === null && row === null ? null : { version, row };
}

/** Longer names are no build's, and no row's: that is called by what it is and by such a name. */
const LONGEST = 512;
const LONGEST_ROW = 1024;

/** What a fragment names; null where it names no build. It may come from anybody. */
export function placeIn(fragment: string): Place | null {
  const parts = new URLSearchParams(fragment.replace(/^#/, ''));
  const [left, right] = [parts.get('build'), parts.get('beside')];
  if (!isName(left)) return null;
  if (!isName(right) || right === left) return { shown: [left], compares: false };
  return { shown: [left, right], compares: parts.get('view') === 'steps' };
}

const isName = (name: string | null, longest = LONGEST): name is string =>
  name !== null && name !== '' && name.length <= longest;
