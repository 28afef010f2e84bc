import type { Attention, BuildState, ToolNode } from './state.ts';

/** What a call that has not ended waits for: the latest request that names it; null where none does. */
export const requestOf = (
  { attention }: Pick<BuildState, 'attention'>,
  { call, outcome }: Pick<ToolNode, 'call' | 'outcome'>,
): Attention | null =>
  outcome === null ? (attention.findLast((request) => request.call === call) ?? null) : null;
