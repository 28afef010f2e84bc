/** What the window remembers between runs: sizes, folds, the theme, filters of the list. Never content of a build. */
const PREFIX = 'ratchet.';

export function recall(name: string): unknown {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    // Storage that is switched off or was damaged is as good as empty.
    return null;
  }
}

export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Full or switched off: the window works, it only forgets.
  }
}
