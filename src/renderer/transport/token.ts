const KEY = 'ratchet.token';

/**
 * The token of this browser tab: from `#token=…` on the first load, then from the session. It is
 * taken out of the address at once, so that it stays out of the history and of screenshots.
 */
export function takeToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return given ?? sessionStorage.getItem(KEY);
}
