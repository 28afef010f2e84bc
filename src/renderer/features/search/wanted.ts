import { createStore } from 'zustand/vanilla';

/** What stands in the box above the list: it filters the builds, and is looked for within them. */
export const wantedStore = createStore<{ text: string }>(() => ({ text: '' }));

export const setWanted = (text: string): void => wantedStore.setState({ text });
