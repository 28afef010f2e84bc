import type { Rows } from '../command.ts';

const build = ['build'] as const;

/** Commands of the window. */
export const view = {
  palette: {
    title: 'Command palette…',
    keys: ['Mod+k'],
    menu: ['View', 'palette'],
    palette: false,
  },
  drawer: {
    title: 'Health and faults',
    keys: ['Shift+H'],
    menu: ['View', 'panels'],
    toggle: true,
  },
  usage: {
    title: 'Usage: tokens, cost, time of tools',
    keys: ['Shift+U'],
    menu: ['View', 'panels'],
    needs: build,
    toggle: true,
    words: 'context money spent',
  },
  faults: {
    title: 'Faults on purpose',
    menu: ['View', 'panels'],
    needs: ['faults'],
    words: 'drop delay duplicate reorder stall cut',
  },
  nextTheme: {
    title: 'Theme: system, light, dark',
    keys: ['t'],
    words: 'colours',
  },
  systemTheme: {
    title: 'Theme of the system',
    menu: ['View', 'theme'],
    toggle: true,
    words: 'colours',
  },
  lightTheme: {
    title: 'Light theme',
    menu: ['View', 'theme'],
    toggle: true,
    words: 'colours',
  },
  darkTheme: {
    title: 'Dark theme',
    menu: ['View', 'theme'],
    toggle: true,
    words: 'colours night',
  },
  compactRows: {
    title: 'Compact rows',
    menu: ['View', 'theme'],
    toggle: true,
    words: 'density comfortable height',
  },
  settings: {
    title: 'Settings…',
    keys: ['Mod+,'],
    menu: ['File', 'settings'],
    words: 'preferences options notifications contrast privacy telemetry unwatch',
  },
  fullScreen: {
    title: 'Full screen',
    menu: ['View', 'window'],
    needs: ['desktop'],
  },
  reload: { title: 'Reload', keys: ['Mod+r'], menu: ['View', 'window'] },
} as const satisfies Rows;
