import { tokenIn } from '../../transport/token.ts';
import { fragmentOf, placeIn, type Spot, spotIn } from './place.ts';
import type { Place } from './workspace-view.ts';

/** Where a page says what it shows, and hears of Back and Forward. */
export interface Address {
  read(): Place | null;
  /** `further` is a step that Back takes back; `instead` takes the place of the present one. */
  write(place: Place, how: 'further' | 'instead'): void;
  onMove(listener: (place: Place) => void): void;
}

/**
 * Where in a build the page's address leads, once: it is taken out of it, as one goes on from there
 * and a reload should not go back.
 */
export function takeSpot(): Spot | null {
  const spot = spotIn(location.hash);
  // One with a key begins the page anew, and is taken then.
  if (spot === null || tokenIn(location.hash) !== null) return null;
  const others = new URLSearchParams(location.hash.slice(1));
  others.delete('version');
  others.delete('row');
  history.replaceState(null, '', `${location.pathname}${location.search}#${others.toString()}`);
  return spot;
}

/** The fragment of the page's address. What is not about builds never gets into it. */
export const pageAddress: Address = {
  read: () => placeIn(location.hash),
  write(place, how) {
    const fragment = fragmentOf(place);
    if (fragment === fragmentOf(placeIn(location.hash) ?? { shown: [], compares: false })) return;
    const url = location.pathname + location.search + (fragment === '' ? '' : `#${fragment}`);
    if (how === 'further') history.pushState(null, '', url);
    else history.replaceState(null, '', url);
  },
  onMove(listener) {
    window.addEventListener('popstate', () => {
      const place = placeIn(location.hash);
      if (place) listener(place);
    });
  },
};
