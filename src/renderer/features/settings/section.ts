import { createStore } from 'zustand/vanilla';

export const settingsSections = [
  'appearance',
  'watching',
  'notifications',
  'data',
  'privacy',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** The section that was looked at last. */
export const settingsSection = createStore<{ section: SettingsSection }>(() => ({
  section: 'appearance',
}));
