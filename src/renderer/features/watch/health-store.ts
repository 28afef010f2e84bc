import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Link } from '../../../core/sync/link.ts';
import type { Health } from '../../../core/health.ts';
import type { Rest } from '../../transport/rest.ts';

const EVERY = 5000;

/** What the host says of itself, asked now and then while the link is live and the page is seen. */
export function watchHealth(rest: Rest, link: StoreApi<Link>): StoreApi<Health | null> {
  const store = createStore<Health | null>(() => null);
  const ask = () => {
    if (document.hidden || link.getState().phase !== 'live') return;
    rest.health().then(
      (health) => store.setState(health, true),
      () => store.setState(null, true),
    );
  };
  setInterval(ask, EVERY);
  link.subscribe((next, before) => {
    if (next.phase === 'live' && before.phase !== 'live') ask();
  });
  return store;
}
