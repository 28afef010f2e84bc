import { recall, remember } from '../../app/memory.ts';

/** What was chosen last comes first; more than these is not recent. */
const MOST = 5;

/** What was chosen in the palette lately, as keys of entries. */
export function recentKeys(): string[] {
  const known = recall('palette.recent');
  return Array.isArray(known) ? known.filter((key) => typeof key === 'string').slice(0, MOST) : [];
}

export function noteRecent(key: string): void {
  remember('palette.recent', [key, ...recentKeys().filter((one) => one !== key)].slice(0, MOST));
}
