import { keptChoice } from './kept-choice.ts';

/** Where the inspector of one build stands, in a window that has room for both. */
export const inspectorDock = keptChoice('inspector', ['right', 'below']);

export function toggleDock(): void {
  inspectorDock.set(inspectorDock.store.getState() === 'right' ? 'below' : 'right');
}
