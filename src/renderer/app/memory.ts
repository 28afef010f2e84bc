import { z } from 'zod';

/** What the window remembers between runs: sizes, folds, the theme, filters of the list. Never content of a build. */
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

/** Builds of which something of the same name is remembered. */
const KEPT = 50;

const keptSchema = z.array(z.tuple([z.string(), z.unknown()]));

const keptOf = (name: string) => keptSchema.safeParse(recall(name)).data ?? [];

/** What is remembered of one build. */
export const recallOf = (name: string, build: string): unknown =>
  keptOf(name).find(([id]) => id === build)?.[1] ?? null;

/** Remembers something of one build, and forgets the build that was changed longest ago. Null is nothing. */
export function rememberOf(name: string, build: string, value: unknown): void {
  const others = keptOf(name).filter(([id]) => id !== build);
  const first = value === null ? [] : [[build, value]];
  remember(name, [...first, ...others].slice(0, KEPT));
}
