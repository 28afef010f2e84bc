import type { BuildEventOf } from '../event.ts';
import { type BuildState, noTokens, type Tokens } from '../state.ts';

/** How many samples can still be replaced: sub-agents that work side by side take turns. */
const RECENT = 16;

/**
 * Adds a usage sample. Agents repeat a sample as it grows (each line of one message carries it), so
 * a sample takes the place of a recent one with its key; a session sample is the total itself.
 */
export function addUsage(state: BuildState, event: BuildEventOf<'usage'>): BuildState {
  const { usage } = state;
  const { scope } = event;
  const tokens = tokensOf(event);
  const key = event.key ?? '';
  const isSession = scope === 'session';
  const same = usage.recent.find((sample) => sample.key === key && sample.scope === scope);
  const base = same ? subtract(usage.total, same.tokens) : usage.total;
  const others = usage.recent.filter((sample) => sample !== same);
  const recent = key === '' ? usage.recent : [...others, { scope, key, tokens }].slice(-RECENT);
  const isMainCall = scope === 'call' && event.parent === undefined;
  return {
    ...state,
    usage: {
      total: isSession ? tokens : add(base, tokens),
      recent: isSession ? [] : recent,
      costUsd: event.costUsd ?? usage.costUsd,
      contextWindow: event.contextWindow ?? usage.contextWindow,
      context: isMainCall ? tokens.input + tokens.cacheRead + tokens.cacheWrite : usage.context,
    },
  };
}

function tokensOf(event: BuildEventOf<'usage'>): Tokens {
  return {
    input: event.input ?? 0,
    output: event.output ?? 0,
    cacheRead: event.cacheRead ?? 0,
    cacheWrite: event.cacheWrite ?? 0,
    reasoning: event.reasoning ?? 0,
  };
}

const fields = Object.keys(noTokens) as (keyof Tokens)[];

function combine(left: Tokens, right: Tokens, sign: 1 | -1): Tokens {
  const sum: Record<keyof Tokens, number> = { ...left };
  for (const field of fields) sum[field] = Math.max(0, left[field] + sign * right[field]);
  return sum;
}

const add = (left: Tokens, right: Tokens) => combine(left, right, 1);
const subtract = (left: Tokens, right: Tokens) => combine(left, right, -1);
