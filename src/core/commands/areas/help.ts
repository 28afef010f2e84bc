import type { Rows } from '../command.ts';

/** Commands that explain. */
export const help = {
  keys: { title: 'Keys', keys: ['?'], menu: ['Help', 'help'], words: 'shortcuts' },
  about: {
    title: 'About Ratchet',
    menu: ['Help', 'about'],
    words: 'version licence',
  },
} as const satisfies Rows;
