import { createStore } from 'zustand/vanilla';

/** What another build is chosen for. */
export type Purpose = 'beside' | 'compare';

/** The choice of another build that is being made; null while none is. */
export const pickingStore = createStore<{ purpose: Purpose | null }>(() => ({ purpose: null }));

export const pickBuild = (purpose: Purpose): void => pickingStore.setState({ purpose });
export const endPicking = (): void => pickingStore.setState({ purpose: null });
