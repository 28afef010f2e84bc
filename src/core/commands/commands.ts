import { z } from 'zod';
import { type Command, type Need, needs } from './command.ts';

const build = ['build'] as const;
const plan = ['build', 'plan'] as const;
const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/**
 * Every command of the window, in the order of help, palette and menus. One more is one line here
 * and one in `renderer/app/commands/actions.ts`.
 */
export const commands = {
  find: {
    title: 'Filter and search builds',
    group: 'Builds',
    keys: ['/', 'Mod+f'],
    menu: ['Edit', 'find'],
    needs: ['builds'],
    words: 'find full-text',
  },
  nthBuild: {
    title: 'Open the n-th build of the list',
    group: 'Builds',
    keys: digits.map((digit) => `Mod+${digit}`),
    needs: ['builds'],
    palette: false,
  },
  pinBuild: {
    title: 'Pin or unpin the build',
    group: 'Builds',
    keys: ['p'],
    menu: ['Build', 'arrange'],
    needs: build,
    words: 'favourite top',
  },
  renameBuild: {
    title: 'Rename the build',
    group: 'Builds',
    keys: ['F2'],
    menu: ['Build', 'arrange'],
    needs: build,
    words: 'title',
  },
  deleteBuild: {
    title: 'Delete the build',
    group: 'Builds',
    keys: ['Delete', 'Backspace'],
    menu: ['Build', 'arrange'],
    needs: build,
    words: 'remove',
  },
  openChild: {
    title: "Open the row's sub-agent",
    group: 'Builds',
    keys: ['o'],
    menu: ['Build', 'family'],
    needs: ['build', 'child'],
  },
  openCaller: {
    title: 'Up to the caller',
    group: 'Builds',
    keys: ['u'],
    menu: ['Build', 'family'],
    needs: ['build', 'caller'],
    words: 'parent',
  },
  watchFiles: {
    title: 'Watch files…',
    group: 'Builds',
    keys: ['Mod+o'],
    menu: ['File', 'watch'],
    needs: ['desktop'],
    words: 'open recordings',
  },
  watchAgent: {
    title: 'Watch an agent…',
    group: 'Builds',
    menu: ['File', 'watch'],
    words: 'claude code codex gemini opencode sessions',
  },
  playDemo: { title: 'Play the demo build', group: 'Builds', menu: ['File', 'watch'] },
  exportBundle: {
    title: 'Export the build as a bundle…',
    group: 'Builds',
    menu: ['File', 'export'],
    needs: build,
    words: 'save share ratchet download',
  },
  exportPage: {
    title: 'Export the build as a page…',
    group: 'Builds',
    menu: ['File', 'export'],
    needs: build,
    words: 'save share html download',
  },
  exportEvents: {
    title: 'Export the events, one a line…',
    group: 'Builds',
    menu: ['File', 'export'],
    needs: build,
    words: 'save ndjson json download',
  },

  split: {
    title: 'Split right, or one pane again',
    group: 'Panes',
    keys: ['s'],
    menu: ['View', 'panes'],
    needs: ['builds'],
    words: 'beside two columns unsplit',
  },
  otherPane: {
    title: 'To the other pane',
    group: 'Panes',
    keys: ['v'],
    menu: ['View', 'panes'],
    needs: ['panes'],
    words: 'focus',
  },
  compareBuilds: {
    title: 'Compare two builds',
    group: 'Panes',
    keys: ['b'],
    menu: ['Build', 'pair'],
    needs: ['builds'],
    words: 'diff side by side divergence',
  },
  nextDifference: {
    title: 'Next difference of the two',
    group: 'Panes',
    keys: ['n'],
    menu: ['Build', 'pair'],
    needs: ['pair'],
  },
  previousDifference: {
    title: 'Previous difference of the two',
    group: 'Panes',
    keys: ['Shift+N'],
    menu: ['Build', 'pair'],
    needs: ['pair'],
  },
  nextTab: {
    title: 'Next tab',
    group: 'Panes',
    keys: ['Shift+J'],
    menu: ['View', 'panes'],
    needs: ['tabs'],
  },
  previousTab: {
    title: 'Previous tab',
    group: 'Panes',
    keys: ['Shift+K'],
    menu: ['View', 'panes'],
    needs: ['tabs'],
  },
  closeTab: {
    title: 'Close the tab',
    group: 'Panes',
    keys: ['x'],
    menu: ['View', 'panes'],
    needs: ['tabs'],
  },
  back: {
    title: 'Back to what was shown before',
    group: 'Panes',
    keys: ['Alt+ArrowLeft'],
    menu: ['View', 'panes'],
    words: 'history',
  },
  forward: {
    title: 'Forward again',
    group: 'Panes',
    keys: ['Alt+ArrowRight'],
    menu: ['View', 'panes'],
    words: 'history',
  },

  nextRow: { title: 'Next row', group: 'Plan', keys: ['j'], menu: ['Build', 'rows'], needs: build },
  previousRow: {
    title: 'Previous row',
    group: 'Plan',
    keys: ['k'],
    menu: ['Build', 'rows'],
    needs: build,
  },
  goIn: {
    title: 'Open, or go in',
    group: 'Plan',
    keys: ['l'],
    menu: ['Build', 'rows'],
    needs: build,
    words: 'expand unfold',
  },
  goOut: {
    title: 'Close, or go out',
    group: 'Plan',
    keys: ['h'],
    menu: ['Build', 'rows'],
    needs: build,
    words: 'collapse fold',
  },
  nextError: {
    title: 'Next error',
    group: 'Plan',
    keys: ['e'],
    menu: ['Build', 'go'],
    needs: build,
    words: 'failure failed trouble',
  },
  openAll: {
    title: 'Open all TODOs',
    group: 'Plan',
    keys: ['Shift+O'],
    menu: ['View', 'plan'],
    needs: plan,
    words: 'expand unfold',
  },
  closeAll: {
    title: 'Close all TODOs',
    group: 'Plan',
    keys: ['Shift+C'],
    menu: ['View', 'plan'],
    needs: plan,
    words: 'collapse fold compact',
  },

  inspect: {
    title: 'Inspect the row',
    group: 'Inspector',
    keys: ['Enter'],
    menu: ['Build', 'go'],
    needs: build,
  },
  copyBody: {
    title: 'Copy what the inspector shows',
    group: 'Inspector',
    keys: ['c'],
    menu: ['Edit', 'copy'],
    needs: ['build', 'body'],
    words: 'output input clipboard tab',
  },
  wrapLines: {
    title: 'Wrap lines',
    group: 'Inspector',
    keys: ['w'],
    menu: ['View', 'plan'],
    toggle: true,
  },
  plainText: {
    title: 'Bodies as plain text',
    group: 'Inspector',
    menu: ['View', 'plan'],
    toggle: true,
    words: 'markdown json tree colours raw highlight',
  },
  openInEditor: {
    title: "Open the row's file in the editor",
    group: 'Inspector',
    menu: ['Build', 'file'],
    needs: ['desktop', 'build', 'file'],
  },
  showInFolder: {
    title: "Show the row's file in its folder",
    group: 'Inspector',
    menu: ['Build', 'file'],
    needs: ['desktop', 'build', 'file'],
    words: 'reveal finder explorer',
  },

  versionBack: {
    title: 'One version back',
    group: 'Timeline',
    keys: ['['],
    menu: ['Timeline', 'steps'],
    needs: build,
  },
  versionOn: {
    title: 'One version on',
    group: 'Timeline',
    keys: [']'],
    menu: ['Timeline', 'steps'],
    needs: build,
  },
  todoBack: {
    title: 'Back to where a TODO began',
    group: 'Timeline',
    keys: ['{'],
    menu: ['Timeline', 'steps'],
    needs: plan,
    words: 'previous',
  },
  todoOn: {
    title: 'On to where the next TODO began',
    group: 'Timeline',
    keys: ['}'],
    menu: ['Timeline', 'steps'],
    needs: plan,
  },
  live: {
    title: 'Return to live, and follow',
    group: 'Timeline',
    keys: ['Shift+L'],
    menu: ['Timeline', 'steps'],
    needs: build,
    words: 'present latest',
  },
  play: {
    title: 'Play the past, or pause',
    group: 'Timeline',
    keys: ['Space'],
    menu: ['Timeline', 'play'],
    needs: build,
  },
  slower: {
    title: 'Play slower',
    group: 'Timeline',
    keys: ['<'],
    menu: ['Timeline', 'play'],
    needs: build,
    words: 'speed',
  },
  faster: {
    title: 'Play faster',
    group: 'Timeline',
    keys: ['>'],
    menu: ['Timeline', 'play'],
    needs: build,
    words: 'speed',
  },
  mark: {
    title: 'Mark this version',
    group: 'Timeline',
    keys: ['m'],
    menu: ['Timeline', 'mark'],
    needs: build,
  },
  compare: {
    title: 'Compare the mark with this version',
    group: 'Timeline',
    keys: ['d'],
    menu: ['Timeline', 'mark'],
    needs: build,
    words: 'diff',
  },
  focus: {
    title: 'Dim all but mark to this version',
    group: 'Timeline',
    keys: ['f'],
    menu: ['Timeline', 'mark'],
    needs: build,
    words: 'focus window',
  },

  palette: {
    title: 'Command palette…',
    group: 'View',
    keys: ['Mod+k'],
    menu: ['View', 'palette'],
    palette: false,
  },
  drawer: {
    title: 'Health and faults',
    group: 'View',
    keys: ['Shift+H'],
    menu: ['View', 'panels'],
    toggle: true,
  },
  usage: {
    title: 'Usage: tokens, cost, time of tools',
    group: 'View',
    keys: ['Shift+U'],
    menu: ['View', 'panels'],
    needs: build,
    toggle: true,
    words: 'context money spent',
  },
  faults: {
    title: 'Faults on purpose',
    group: 'View',
    menu: ['View', 'panels'],
    needs: ['faults'],
    words: 'drop delay duplicate reorder stall cut',
  },
  nextTheme: {
    title: 'Theme: system, light, dark',
    group: 'View',
    keys: ['t'],
    words: 'colours',
  },
  systemTheme: {
    title: 'Theme of the system',
    group: 'View',
    menu: ['View', 'theme'],
    toggle: true,
    words: 'colours',
  },
  lightTheme: {
    title: 'Light theme',
    group: 'View',
    menu: ['View', 'theme'],
    toggle: true,
    words: 'colours',
  },
  darkTheme: {
    title: 'Dark theme',
    group: 'View',
    menu: ['View', 'theme'],
    toggle: true,
    words: 'colours night',
  },
  compactRows: {
    title: 'Compact rows',
    group: 'View',
    menu: ['View', 'theme'],
    toggle: true,
    words: 'density comfortable height',
  },
  settings: {
    title: 'Settings…',
    group: 'View',
    keys: ['Mod+,'],
    menu: ['File', 'settings'],
    words: 'preferences options notifications contrast privacy telemetry unwatch',
  },
  fullScreen: {
    title: 'Full screen',
    group: 'View',
    menu: ['View', 'window'],
    needs: ['desktop'],
  },
  reload: { title: 'Reload', group: 'View', keys: ['Mod+r'], menu: ['View', 'window'] },

  keys: { title: 'Keys', group: 'Help', keys: ['?'], menu: ['Help', 'help'], words: 'shortcuts' },
  about: {
    title: 'About Ratchet',
    group: 'Help',
    menu: ['Help', 'about'],
    words: 'version licence',
  },
} as const satisfies Record<string, Command>;

export type CommandId = keyof typeof commands;

export const commandIds = Object.keys(commands) as CommandId[];
export const commandIdSchema = z.enum(commandIds);

/** A command as all others are, not as its own line has it. */
export const commandOf = (id: CommandId): Command => commands[id];

/** Why a command cannot run, where so much is met; null where it can. */
export function whyNot(id: CommandId, met: ReadonlySet<Need>): string | null {
  const missing = commandOf(id).needs?.find((need) => !met.has(need));
  return missing === undefined ? null : needs[missing];
}
