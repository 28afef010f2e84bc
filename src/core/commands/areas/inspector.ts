import type { Rows } from '../command.ts';

const build = ['build'] as const;

/** Commands of the row that is chosen, and of what it says. */
export const inspector = {
  inspect: {
    title: 'Inspect the row',
    keys: ['Enter'],
    menu: ['Build', 'go'],
    needs: build,
  },
  copyBody: {
    title: 'Copy what the inspector shows',
    keys: ['c'],
    menu: ['Edit', 'copy'],
    needs: ['build', 'body'],
    words: 'output input clipboard tab',
  },
  wrapLines: {
    title: 'Wrap lines',
    keys: ['w'],
    menu: ['View', 'plan'],
    toggle: true,
  },
  plainText: {
    title: 'Bodies as plain text',
    menu: ['View', 'plan'],
    toggle: true,
    words: 'markdown json tree colours raw highlight',
  },
  dockInspector: {
    title: 'Inspector below the plan',
    menu: ['View', 'panels'],
    toggle: true,
    words: 'dock bottom right beside layout',
  },
  openInEditor: {
    title: "Open the row's file in the editor",
    menu: ['Build', 'file'],
    needs: ['desktop', 'build', 'file'],
  },
  showInFolder: {
    title: "Show the row's file in its folder",
    menu: ['Build', 'file'],
    needs: ['desktop', 'build', 'file'],
    words: 'reveal finder explorer',
  },
} as const satisfies Rows;
