import type { Rows } from '../command.ts';

const build = ['build'] as const;
const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Commands of the list, and of a build as a whole. */
export const builds = {
  find: {
    title: 'Filter and search builds',
    keys: ['/', 'Mod+f'],
    menu: ['Edit', 'find'],
    needs: ['builds'],
    words: 'find full-text',
  },
  nthBuild: {
    title: 'Open the n-th build of the list',
    keys: digits.map((digit) => `Mod+${digit}`),
    needs: ['builds'],
    palette: false,
  },
  pinBuild: {
    title: 'Pin or unpin the build',
    keys: ['p'],
    menu: ['Build', 'arrange'],
    needs: build,
    words: 'favourite top',
  },
  renameBuild: {
    title: 'Rename the build',
    keys: ['F2'],
    menu: ['Build', 'arrange'],
    needs: build,
    words: 'title',
  },
  deleteBuild: {
    title: 'Delete the build',
    keys: ['Delete', 'Backspace'],
    menu: ['Build', 'arrange'],
    needs: build,
    words: 'remove',
  },
  copyLink: {
    title: 'Copy a link to what is shown',
    keys: ['y'],
    menu: ['Edit', 'copy'],
    needs: ['builds'],
    words: 'address permalink share version row',
  },
  openChild: {
    title: "Open the row's sub-agent",
    keys: ['o'],
    menu: ['Build', 'family'],
    needs: ['build', 'child'],
  },
  openCaller: {
    title: 'Up to the caller',
    keys: ['u'],
    menu: ['Build', 'family'],
    needs: ['build', 'caller'],
    words: 'parent',
  },
  watchFiles: {
    title: 'Watch files…',
    keys: ['Mod+o'],
    menu: ['File', 'watch'],
    needs: ['desktop'],
    words: 'open recordings',
  },
  watchAgent: {
    title: 'Watch an agent…',
    menu: ['File', 'watch'],
    words: 'claude code codex gemini opencode sessions',
  },
  playDemo: { title: 'Play the demo build', menu: ['File', 'watch'] },
  exportBundle: {
    title: 'Export the build as a bundle…',
    menu: ['File', 'export'],
    needs: build,
    words: 'save share ratchet download',
  },
  exportPage: {
    title: 'Export the build as a page…',
    menu: ['File', 'export'],
    needs: build,
    words: 'save share html download',
  },
  exportEvents: {
    title: 'Export the events, one a line…',
    menu: ['File', 'export'],
    needs: build,
    words: 'save ndjson json download',
  },
} as const satisfies Rows;
