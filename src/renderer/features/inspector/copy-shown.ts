import { createStore } from 'zustand/vanilla';

/** The button that copies the body on the screen; null while none is shown. */
export const copyShownStore = createStore<{ button: HTMLButtonElement | null }>(() => ({
  button: null,
}));

/** To be the `ref` of that button. */
export const setCopyShown = (button: HTMLButtonElement | null): void =>
  copyShownStore.setState({ button });

/** Presses it, so that it is the button that says whether it worked. */
export const copyShown = (): void => copyShownStore.getState().button?.click();
