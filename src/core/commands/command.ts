/** What can be missing for a command, and what its row then says instead of its keys. */
export const needs = {
  desktop: 'Only in the desktop window',
  builds: 'There are no builds yet',
  build: 'No build is open',
  plan: 'This build has no plan',
  child: 'The row began no sub-agent',
  tabs: 'One build is open',
  panes: 'There is one pane',
  pair: 'No two builds are compared',
  caller: 'No other build called this one',
  body: 'The inspector shows no body',
  file: 'The row works on no file',
  faults: 'The host was started without --faults',
} as const;
export type Need = keyof typeof needs;

/** Groups of the help and of the palette, in their order. */
export const groups = ['Builds', 'Panes', 'Plan', 'Inspector', 'Timeline', 'View', 'Help'] as const;
export type Group = (typeof groups)[number];

/** The menus that commands stand in, and their sections from above. */
export const menus = {
  File: ['watch', 'export', 'settings'],
  Edit: ['find', 'copy'],
  View: ['palette', 'panels', 'panes', 'plan', 'theme', 'window'],
  Build: ['go', 'rows', 'family', 'file', 'pair', 'arrange'],
  Timeline: ['steps', 'play', 'mark'],
  Help: ['help', 'about'],
} as const;
export type MenuName = keyof typeof menus;
type MenuPlace = {
  [Name in MenuName]: readonly [menu: Name, section: (typeof menus)[Name][number]];
}[MenuName];

/** What everyone may know of a command. What it does is the page's: `renderer/app/commands/actions.ts`. */
export interface Command {
  readonly title: string;
  readonly group: Group;
  /**
   * `Mod` is Cmd on a Mac, else Ctrl. Keys with it work everywhere; all others rest while somebody
   * types. A letter is lower case, and a sign is what is typed, however a keyboard makes it.
   */
  readonly keys?: readonly string[];
  /** Where it stands in the menus of the desktop window; lines part the sections of a menu. */
  readonly menu?: MenuPlace;
  /** All of these; the first that is missing is the reason why it cannot run. */
  readonly needs?: readonly Need[];
  /** It is on or off: menus tick it. */
  readonly toggle?: true;
  /** Other words that the palette finds it by. */
  readonly words?: string;
  /** It needs the key that it was called by, or it is what is open: the palette leaves it out. */
  readonly palette?: false;
}

/** The commands of one group. */
export type Rows = Readonly<Record<string, Omit<Command, 'group'>>>;
