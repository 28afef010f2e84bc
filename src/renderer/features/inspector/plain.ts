import { createStore } from 'zustand/vanilla';
import { recall, remember } from '../../app/memory.ts';

/** Whether bodies are shown as they are written: no Markdown, no tree, no colours of code. */
export const plainStore = createStore<{ plain: boolean }>(() => ({
  plain: recall('plain') === true,
}));

export function togglePlain(): void {
  const plain = !plainStore.getState().plain;
  remember('plain', plain);
  plainStore.setState({ plain });
}
