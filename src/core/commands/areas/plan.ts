import type { Rows } from '../command.ts';

const build = ['build'] as const;

/** Commands of the plan and its rows. */
export const plan = {
  nextRow: { title: 'Next row', keys: ['j'], menu: ['Build', 'rows'], needs: build },
  previousRow: {
    title: 'Previous row',
    keys: ['k'],
    menu: ['Build', 'rows'],
    needs: build,
  },
  goIn: {
    title: 'Open, or go in',
    keys: ['l'],
    menu: ['Build', 'rows'],
    needs: build,
    words: 'expand unfold',
  },
  goOut: {
    title: 'Close, or go out',
    keys: ['h'],
    menu: ['Build', 'rows'],
    needs: build,
    words: 'collapse fold',
  },
  nextError: {
    title: 'Next error',
    keys: ['e'],
    menu: ['Build', 'go'],
    needs: build,
    words: 'failure failed trouble',
  },
  openAll: {
    title: 'Open all TODOs',
    keys: ['Shift+O'],
    menu: ['View', 'plan'],
    needs: ['build', 'plan'],
    words: 'expand unfold',
  },
  closeAll: {
    title: 'Close all TODOs',
    keys: ['Shift+C'],
    menu: ['View', 'plan'],
    needs: ['build', 'plan'],
    words: 'collapse fold compact',
  },
} as const satisfies Rows;
