import type { StoreApi } from 'zustand/vanilla';
import { standingBuilds } from '../../../core/notices/standing.ts';
import type { ListView } from '../watch/list-store.ts';

const plain = new URL('../../../../resources/icons/icon.svg', import.meta.url).href;
const marked = new URL('../../../../resources/icons/icon-marked.svg', import.meta.url).href;
const MINUTE = 60_000;

/** The page's title counts the builds that need somebody, and its icon has a mark while there are any. */
export function markPage(list: StoreApi<ListView>): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  let last: number | null = null;
  const update = () => {
    const { needsYou } = standingBuilds(list.getState().replica.state, Date.now());
    if (needsYou.length === last) return;
    last = needsYou.length;
    document.title = last > 0 ? `(${last}) Ratchet` : 'Ratchet';
    if (icon) icon.href = last > 0 ? marked : plain;
  };
  update();
  list.subscribe(update);
  // A request that nobody answers for a day is called unknown.
  setInterval(update, MINUTE);
}
