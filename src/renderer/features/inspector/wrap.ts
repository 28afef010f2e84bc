import { createStore } from 'zustand/vanilla';
import { recall, remember } from '../../app/memory.ts';

/** Whether long lines of bodies are wrapped. */
export const wrapStore = createStore<{ wrap: boolean }>(() => ({ wrap: recall('wrap') === true }));

export function toggleWrap(): void {
  const wrap = !wrapStore.getState().wrap;
  remember('wrap', wrap);
  wrapStore.setState({ wrap });
}
