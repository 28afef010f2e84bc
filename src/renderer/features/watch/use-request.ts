import { requestOf } from '../../../core/build/asking.ts';
import type { Attention, Node } from '../../../core/build/state.ts';
import { useView } from '../../app/session-context.ts';
import { shownState } from './build-view.ts';

/**
 * What a call waits for, as the version that is looked at has it; null for everything else.
 * @param isLost nobody is there any more who would wait
 */
export const useRequest = (node: Node | null, isLost: boolean): Attention | null =>
  useView((view) => (node?.kind === 'tool' && !isLost ? requestOf(shownState(view), node) : null));
