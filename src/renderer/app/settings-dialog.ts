import { createStore } from 'zustand/vanilla';

export const settingsSections = [
  'appearance',
  'watching',
  'notifications',
  'data',
  'privacy',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** The dialog of the settings, and the section that was looked at last. */
export const settingsDialog = createStore<{ open: boolean; section: SettingsSection }>(() => ({
  open: false,
  section: 'appearance',
}));

export const openSettings = (section = settingsDialog.getState().section): void =>
  settingsDialog.setState({ open: true, section });

export const closeSettings = (): void => settingsDialog.setState({ open: false });
