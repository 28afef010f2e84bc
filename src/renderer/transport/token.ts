const KEY = 'ratchet.token';

/** A new address in an open tab only changes the fragment: the page must begin again with it. */
export function watchAddress(): void {
  window.addEventListener('hashchange', () => {
    if (location.hash.startsWith('#token=')) location.reload();
  });
}

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
