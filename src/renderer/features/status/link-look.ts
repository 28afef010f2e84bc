import type { Link } from '../../../core/sync/link.ts';

/** How the link is called, and its colour. */
export function linkLook({ phase, attempt, downSince }: Link): { word: string; tone: string } {
  switch (phase) {
    case 'live':
      return { word: 'Live', tone: 'text-ok' };
    case 'refused':
      return { word: 'Refused', tone: 'text-err' };
    case 'closed':
      return { word: 'Closed', tone: 'text-faint' };
    case 'connecting':
    case 'waiting':
      // The first attempt of a fresh page is no trouble yet.
      if (downSince === null && attempt <= 1) return { word: 'Connecting', tone: 'text-faint' };
      return { word: 'Reconnecting', tone: 'text-warn' };
  }
}
