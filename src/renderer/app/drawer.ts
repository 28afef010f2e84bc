import { createStore } from 'zustand/vanilla';
import { recall, remember } from './memory.ts';

export type DrawerTab = 'health' | 'faults';

/** The drawer above the status bar. It begins closed; the tab that was looked at last is remembered. */
export const drawerStore = createStore<{ open: boolean; tab: DrawerTab }>(() => ({
  open: false,
  tab: recall('drawer') === 'faults' ? 'faults' : 'health',
}));

export function openDrawer(tab: DrawerTab): void {
  remember('drawer', tab);
  drawerStore.setState({ open: true, tab });
}

export const closeDrawer = (): void => drawerStore.setState({ open: false });

export const toggleDrawer = (): void => drawerStore.setState(({ open }) => ({ open: !open }));
