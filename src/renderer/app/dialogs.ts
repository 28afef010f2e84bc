import { createStore } from 'zustand/vanilla';

export type DialogName = 'palette' | 'keys' | 'agents' | 'settings' | 'about';

/** The dialog that is open: there is one at a time. */
export const dialogStore = createStore<{ open: DialogName | null }>(() => ({ open: null }));

let afterwards: (() => void) | null = null;

/** Opens a dialog, after the one that is open has gone and has given the focus back. */
export function openDialog(name: DialogName): void {
  const { open } = dialogStore.getState();
  if (open === null) dialogStore.setState({ open: name });
  else if (open !== name) closeDialog(() => dialogStore.setState({ open: name }));
}

/** Closes what is open, and then does `next`: what moves the focus must be the last to do so. */
export function closeDialog(next?: () => void): void {
  if (dialogStore.getState().open === null) return next?.();
  afterwards = next ?? null;
  dialogStore.setState({ open: null });
}

/** The dialog is no longer on the page. */
export function dialogHasGone(): void {
  const next = afterwards;
  afterwards = null;
  next?.();
}
