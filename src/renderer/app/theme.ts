import { createStore } from 'zustand/vanilla';
import { contrast } from './contrast.ts';
import { recall, remember } from './memory.ts';

/** `system` follows what the system prefers, also when that changes. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const remembered = (): Theme => themes.find((theme) => theme === recall('theme')) ?? 'system';

export const themeStore = createStore<{ theme: Theme }>(() => ({ theme: remembered() }));

function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function setTheme(theme: Theme): void {
  apply(theme);
  remember('theme', theme);
  themeStore.setState({ theme });
}

export function nextTheme(): void {
  const index = themes.indexOf(themeStore.getState().theme);
  setTheme(themes[(index + 1) % themes.length] ?? 'system');
}

/** Calls back when other colours show: another theme or contrast was set, or the system changed its mind. */
export function onColours(listener: () => void): () => void {
  const media = [
    '(prefers-color-scheme: dark)',
    '(prefers-contrast: more)',
    '(forced-colors: active)',
  ].map((query) => matchMedia(query));
  for (const one of media) one.addEventListener('change', listener);
  const stops = [themeStore.subscribe(listener), contrast.store.subscribe(listener)];
  return () => {
    for (const one of media) one.removeEventListener('change', listener);
    for (const stop of stops) stop();
  };
}

apply(remembered());
