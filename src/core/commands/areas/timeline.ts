import type { Rows } from '../command.ts';

const build = ['build'] as const;
const plan = ['build', 'plan'] as const;

/** Commands of the versions of a build. */
export const timeline = {
  versionBack: {
    title: 'One version back',
    keys: ['['],
    menu: ['Timeline', 'steps'],
    needs: build,
  },
  versionOn: {
    title: 'One version on',
    keys: [']'],
    menu: ['Timeline', 'steps'],
    needs: build,
  },
  todoBack: {
    title: 'Back to where a TODO began',
    keys: ['{'],
    menu: ['Timeline', 'steps'],
    needs: plan,
    words: 'previous',
  },
  todoOn: {
    title: 'On to where the next TODO began',
    keys: ['}'],
    menu: ['Timeline', 'steps'],
    needs: plan,
  },
  live: {
    title: 'Return to live, and follow',
    keys: ['Shift+L'],
    menu: ['Timeline', 'steps'],
    needs: build,
    words: 'present latest',
  },
  play: {
    title: 'Play the past, or pause',
    keys: ['Space'],
    menu: ['Timeline', 'play'],
    needs: build,
  },
  slower: {
    title: 'Play slower',
    keys: ['<'],
    menu: ['Timeline', 'play'],
    needs: build,
    words: 'speed',
  },
  faster: {
    title: 'Play faster',
    keys: ['>'],
    menu: ['Timeline', 'play'],
    needs: build,
    words: 'speed',
  },
  mark: {
    title: 'Mark this version',
    keys: ['m'],
    menu: ['Timeline', 'mark'],
    needs: build,
  },
  compare: {
    title: 'Compare the mark with this version',
    keys: ['d'],
    menu: ['Timeline', 'mark'],
    needs: build,
    words: 'diff',
  },
  focus: {
    title: 'Dim all but mark to this version',
    keys: ['f'],
    menu: ['Timeline', 'mark'],
    needs: build,
    words: 'focus window',
  },
} as const satisfies Rows;
