import { type BuildState, noTokens, type Tokens } from '../state.ts';

/** Tokens and money between two versions; below zero where a later total took the place of a sum. */
export interface UsageDiff {
  readonly tokens: Tokens;
  readonly costUsd: number;
  /** Tokens in the context, then and now. */
  readonly context: { readonly before: number | null; readonly after: number | null };
  readonly isEmpty: boolean;
}

const kinds = Object.keys(noTokens) as (keyof Tokens)[];

export function usageDiff({ usage: before }: BuildState, { usage: after }: BuildState): UsageDiff {
  const tokens: Record<keyof Tokens, number> = { ...noTokens };
  for (const kind of kinds) tokens[kind] = after.total[kind] - before.total[kind];
  const costUsd = (after.costUsd ?? 0) - (before.costUsd ?? 0);
  const context = { before: before.context, after: after.context };
  const isSame = context.before === context.after && costUsd === 0;
  return { tokens, costUsd, context, isEmpty: isSame && kinds.every((kind) => tokens[kind] === 0) };
}
