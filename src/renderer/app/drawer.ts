import { createStore } from 'zustand/vanilla';
import { recall, remember } from './memory.ts';

const tabs = ['health', 'usage', 'faults'] as const;
export type DrawerTab = (typeof tabs)[number];

/** The drawer above the status bar. It begins closed; the tab that was looked at last is remembered. */
export const drawerStore = createStore<{ open: boolean; tab: DrawerTab }>(() => ({
  open: false,
  tab: tabs.find((tab) => tab === recall('drawer')) ?? 'health',
}));

export function openDrawer(tab: DrawerTab): void {
  remember('drawer', tab);
  drawerStore.setState({ open: true, tab });
}

export const closeDrawer = (): void => drawerStore.setState({ open: false });

/** Shows a tab, or closes the drawer where that is what it shows. */
export function toggleTab(tab: DrawerTab): void {
  const shown = drawerStore.getState();
  if (shown.open && shown.tab === tab) closeDrawer();
  else openDrawer(tab);
}

/** Shows health, or the faults where they were looked at last; closes the drawer where it shows them. What a build has used has a key of its own. */
export function toggleHealth(): void {
  const { open, tab } = drawerStore.getState();
  if (open && tab !== 'usage') closeDrawer();
  else openDrawer(tab === 'usage' ? 'health' : tab);
}
