import type { Link } from '../../core/sync/link.ts';
import { RatchetError } from '../../core/errors.ts';

const KEY = 'ratchet.token';

/** The host is there, and does not take the token of this tab. */
export const keyRefused = (): RatchetError =>
  new RatchetError(
    'unauthorised',
    'Ratchet does not take this key. What is shown stays; open the address that "ratchet open" prints.',
  );

export const isKeyRefused = ({ phase, error }: Pick<Link, 'phase' | 'error'>): boolean =>
  phase === 'refused' && error?.code === 'unauthorised';

/** The token in what somebody pasted: an address, its end, or the token itself; null where there is none. */
export function tokenIn(pasted: string): string | null {
  return /(?:^|[#&]token=)([\w-]{43})(?:&|$)/.exec(pasted.trim())?.[1] ?? null;
}

/** Begins again with a token, as if its address had been opened; what else the address names stays in it. */
export function beginWith(token: string): void {
  const named = new URLSearchParams(location.hash.slice(1));
  named.set('token', token);
  // The fragment alone changes: the page is loaded anew by `watchAddress`.
  location.hash = named.toString();
}

/** A new address in an open tab only changes the fragment: the page must begin again with it. */
export function watchAddress(): void {
  window.addEventListener('hashchange', () => {
    if (tokenIn(location.hash) !== null) location.reload();
  });
}

/**
 * The token of this browser tab: from `#token=…` on the first load, then from the session. It is
 * taken out of the address at once, so that it stays out of the history and of screenshots; what
 * else the address names stays in it.
 */
export function takeToken(): string | null {
  const given = tokenIn(location.hash);
  if (given !== null) sessionStorage.setItem(KEY, given);
  const others = new URLSearchParams(location.hash.slice(1));
  if (others.has('token')) {
    others.delete('token');
    const fragment = others.size > 0 ? `#${others.toString()}` : '';
    history.replaceState(null, '', location.pathname + location.search + fragment);
  }
  return given ?? sessionStorage.getItem(KEY);
}
