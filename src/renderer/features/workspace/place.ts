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

/** Longer names are no build's. */
const LONGEST = 512;

/** What a fragment names; null where it names no build. It may come from anybody. */
export function placeIn(fragment: string): Place | null {
  const parts = new URLSearchParams(fragment.replace(/^#/, ''));
  const [left, right] = [parts.get('build'), parts.get('beside')];
  if (!isName(left)) return null;
  if (!isName(right) || right === left) return { shown: [left], compares: false };
  return { shown: [left, right], compares: parts.get('view') === 'steps' };
}

const isName = (name: string | null): name is string =>
  name !== null && name !== '' && name.length <= LONGEST;
