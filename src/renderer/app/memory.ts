/** What the window remembers between runs: sizes, folds, the theme. Never content of a build. */
const PREFIX = 'ratchet.';

/** For all windows on this machine, or for this page alone over its reloads. */
type Where = 'machine' | 'page';

const storageOf = (where: Where): Storage => (where === 'machine' ? localStorage : sessionStorage);

export function recall(name: string, where: Where = 'machine'): unknown {
  try {
    const text = storageOf(where).getItem(PREFIX + name);
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    // Storage that is switched off or was damaged is as good as empty.
    return null;
  }
}

export function remember(name: string, value: unknown, where: Where = 'machine'): void {
  try {
    storageOf(where).setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Full or switched off: the window works, it only forgets.
  }
}
