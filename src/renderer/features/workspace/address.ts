import { fragmentOf, placeIn } from './place.ts';
import type { Place } from './workspace-view.ts';

/** Where a page says what it shows, and hears of Back and Forward. */
export interface Address {
  read(): Place | null;
  /** `further` is a step that Back takes back; `instead` takes the place of the present one. */
  write(place: Place, how: 'further' | 'instead'): void;
  onMove(listener: (place: Place) => void): void;
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
