import type { Attention, BuildState, ToolNode } from './state.ts';
import { vectorAt } from './vector.ts';

/** What a call that has not ended waits for: the latest request that names it; null where none does. */
export const requestOf = (
  { attention }: Pick<BuildState, 'attention'>,
  { call, outcome }: Pick<ToolNode, 'call' | 'outcome'>,
): Attention | null =>
  outcome === null ? (attention.findLast((request) => request.call === call) ?? null) : null;

/** How many calls wait for somebody. */
export const waitingIn = (state: Pick<BuildState, 'attention' | 'nodes' | 'running'>): number =>
  state.attention.length === 0
    ? 0
    : state.running.filter((position) => {
        const node = vectorAt(state.nodes, position);
        return node?.kind === 'tool' && requestOf(state, node) !== null;
      }).length;
