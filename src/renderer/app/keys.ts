import { tinykeys } from 'tinykeys';
import { changeSpeed, toggleFocus, togglePlay } from '../features/plan/time-travel.ts';
import { nextTrouble, moveChoice } from '../features/plan/commands.ts';
import { toggleComparison } from '../features/compare/commands.ts';
import { shownVersion } from '../features/watch/build-view.ts';
import type { WatchedBuild } from '../features/watch/watched-build.ts';
import { toggleDrawer, toggleTab } from './drawer.ts';
import { nextTheme } from './theme.ts';

/** What commands reach that is not a build: parts of the page. */
export interface Reach {
  build(): WatchedBuild | null;
  focusFilter(): void;
  inspect(): void;
  openChild(): void;
  openCaller(): void;
  toggleHelp(): void;
}

export interface KeyCommand {
  /** As tinykeys reads it, several for one command. */
  readonly keys: readonly string[];
  /** As it is shown. */
  readonly shown: readonly string[];
  readonly what: string;
  readonly run: (reach: Reach) => void;
}

const onBuild =
  (run: (build: WatchedBuild) => void) =>
  (reach: Reach): void => {
    const build = reach.build();
    if (build) run(build);
  };

const stepVersion = (by: number) => (build: WatchedBuild) =>
  build.viewVersion(shownVersion(build.store.getState()) + by);

/** Every key of the window, once: they are bound from here, and the keys dialog lists them. */
export const keyCommands: readonly KeyCommand[] = [
  {
    keys: ['j'],
    shown: ['j'],
    what: 'Next row',
    run: onBuild((build) => moveChoice(build, 'down')),
  },
  {
    keys: ['k'],
    shown: ['k'],
    what: 'Previous row',
    run: onBuild((build) => moveChoice(build, 'up')),
  },
  {
    keys: ['l'],
    shown: ['l'],
    what: 'Open, or go in',
    run: onBuild((build) => moveChoice(build, 'in')),
  },
  {
    keys: ['h'],
    shown: ['h'],
    what: 'Close, or go out',
    run: onBuild((build) => moveChoice(build, 'out')),
  },
  { keys: ['Enter'], shown: ['Enter'], what: 'Inspect the row', run: (reach) => reach.inspect() },
  {
    keys: ['o'],
    shown: ['o'],
    what: "Open the row's sub-agent",
    run: (reach) => reach.openChild(),
  },
  { keys: ['u'], shown: ['u'], what: 'Up to the caller', run: (reach) => reach.openCaller() },
  { keys: ['e'], shown: ['e'], what: 'Next error', run: onBuild(nextTrouble) },
  { keys: ['['], shown: ['['], what: 'One version back', run: onBuild(stepVersion(-1)) },
  { keys: [']'], shown: [']'], what: 'One version on', run: onBuild(stepVersion(1)) },
  { keys: ['Space'], shown: ['Space'], what: 'Play the past, or pause', run: onBuild(togglePlay) },
  {
    keys: ['Shift+<', '<'],
    shown: ['<'],
    what: 'Play slower',
    run: onBuild((build) => changeSpeed(build, -1)),
  },
  {
    keys: ['Shift+>', '>'],
    shown: ['>'],
    what: 'Play faster',
    run: onBuild((build) => changeSpeed(build, 1)),
  },
  {
    keys: ['m'],
    shown: ['m'],
    what: 'Mark this version',
    run: onBuild((build) => build.toggleMark()),
  },
  {
    keys: ['d'],
    shown: ['d'],
    what: 'Compare the mark with this version',
    run: onBuild(toggleComparison),
  },
  {
    keys: ['f'],
    shown: ['f'],
    what: 'Dim all but mark to this version',
    run: onBuild(toggleFocus),
  },
  {
    keys: ['Shift+L'],
    shown: ['Shift', 'L'],
    what: 'Return to live, and follow',
    run: onBuild((build) => {
      build.returnToLive();
      build.follow(true);
    }),
  },
  {
    keys: ['/'],
    shown: ['/'],
    what: 'Filter and search builds',
    run: (reach) => reach.focusFilter(),
  },
  {
    keys: ['Shift+H'],
    shown: ['Shift', 'H'],
    what: 'Health and faults',
    run: () => toggleDrawer(),
  },
  {
    keys: ['Shift+U'],
    shown: ['Shift', 'U'],
    what: 'Usage: tokens, cost, time of tools',
    run: () => toggleTab('usage'),
  },
  { keys: ['t'], shown: ['t'], what: 'Theme: system, light, dark', run: () => nextTheme() },
  {
    keys: ['Shift+?', '?'],
    shown: ['?'],
    what: 'This list of keys',
    run: (reach) => reach.toggleHelp(),
  },
];

/** Binds the keys; they rest while somebody types, and Enter and Space while a control has the focus. */
export function bindKeys(reach: Reach): () => void {
  const bindings = keyCommands.flatMap(({ keys, run }) =>
    keys.map((key): [string, (event: KeyboardEvent) => void] => [
      key,
      (event) => {
        const { target } = event;
        if (!(target instanceof Element) || target.closest('input, textarea, [role="dialog"]'))
          return;
        if (key === 'Enter' && target.closest('button, a, [role="tab"], [role="slider"]')) return;
        if (key === 'Space' && target.closest('button, a, select, [role="tab"], [role="switch"]'))
          return;
        event.preventDefault();
        run(reach);
      },
    ]),
  );
  return tinykeys(window, Object.fromEntries(bindings));
}
