import type { MouseEvent } from 'react';
import type { Way } from './workspace.ts';

/** What a click means by the keys that are held: as in browsers and editors. */
export function wayOf(event: Pick<MouseEvent, 'altKey' | 'ctrlKey' | 'metaKey'>): Way {
  if (event.altKey) return 'beside';
  return event.ctrlKey || event.metaKey ? 'behind' : 'here';
}
