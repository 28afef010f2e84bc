const KEY = 'ratchet.token';

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
  if (given !== null) {
    sessionStorage.setItem(KEY, given);
    const others = new URLSearchParams(location.hash.slice(1));
    others.delete('token');
    const fragment = others.size > 0 ? `#${others.toString()}` : '';
    history.replaceState(null, '', location.pathname + location.search + fragment);
  }
  return given ?? sessionStorage.getItem(KEY);
}

const tokenIn = (fragment: string): string | null =>
  new URLSearchParams(fragment.slice(1)).get('token') || null;
