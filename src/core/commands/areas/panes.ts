import type { Rows } from '../command.ts';

/** Commands of the builds that are open. */
export const panes = {
  split: {
    title: 'Split right, or one pane again',
    keys: ['s'],
    menu: ['View', 'panes'],
    needs: ['builds'],
    words: 'beside two columns unsplit',
  },
  otherPane: {
    title: 'To the other pane',
    keys: ['v'],
    menu: ['View', 'panes'],
    needs: ['panes'],
    words: 'focus',
  },
  compareBuilds: {
    title: 'Compare two builds',
    keys: ['b'],
    menu: ['Build', 'pair'],
    needs: ['builds'],
    words: 'diff side by side divergence',
  },
  nextDifference: {
    title: 'Next difference of the two',
    keys: ['n'],
    menu: ['Build', 'pair'],
    needs: ['pair'],
  },
  previousDifference: {
    title: 'Previous difference of the two',
    keys: ['Shift+N'],
    menu: ['Build', 'pair'],
    needs: ['pair'],
  },
  nextTab: {
    title: 'Next tab',
    keys: ['Shift+J'],
    menu: ['View', 'panes'],
    needs: ['tabs'],
  },
  previousTab: {
    title: 'Previous tab',
    keys: ['Shift+K'],
    menu: ['View', 'panes'],
    needs: ['tabs'],
  },
  closeTab: {
    title: 'Close the tab',
    keys: ['x'],
    menu: ['View', 'panes'],
    needs: ['tabs'],
  },
  back: {
    title: 'Back to what was shown before',
    keys: ['Alt+ArrowLeft'],
    menu: ['View', 'panes'],
    words: 'history',
  },
  forward: {
    title: 'Forward again',
    keys: ['Alt+ArrowRight'],
    menu: ['View', 'panes'],
    words: 'history',
  },
} as const satisfies Rows;
