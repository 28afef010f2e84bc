import type { MenuItemConstructorOptions } from 'electron';
import { type BuildSummary, titleOf } from '../../core/build/summary.ts';
import { count } from '../../core/format.ts';
import { countsInWords, type StandingBuilds } from '../../core/notices/standing.ts';
import { fit } from '../../core/notices/words.ts';

/** What the tray does. */
export interface TrayActions {
  show(): void;
  open(build: string): void;
  quit(): void;
}

/** Builds of a kind that have an item of their own. */
const MOST = 5;
const LENGTH = 48;

/** What is said where the pointer rests. */
export function trayTip(standing: StandingBuilds): string {
  const counts = countsInWords(standing);
  return counts === '' ? 'Ratchet' : `Ratchet: ${counts}`;
}

/** The menu of the tray: the builds that matter, the most urgent first. */
export function trayMenu(
  { needsYou, running, failed }: StandingBuilds,
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const section = (name: string, builds: readonly BuildSummary[]): MenuItemConstructorOptions[] => {
    if (builds.length === 0) return [];
    const rest = builds.length - MOST;
    return [
      { label: `${name} (${count(builds.length)})`, enabled: false },
      ...builds.slice(0, MOST).map((build) => ({
        // A single ampersand would be taken for the mark of a key.
        label: fit(titleOf(build), LENGTH).replaceAll('&', '&&'),
        click: () => actions.open(build.id),
      })),
      ...(rest > 0 ? [{ label: `${count(rest)} more…`, click: () => actions.show() }] : []),
      { type: 'separator' },
    ];
  };
  return [
    ...section('Needs you', needsYou),
    ...section('Running', running),
    ...section('Failed today', failed),
    { label: 'Show Ratchet', click: () => actions.show() },
    { type: 'separator' },
    { label: 'Quit', click: () => actions.quit() },
  ];
}
