import type { BuildEventOf } from '../event.ts';
import { type BuildState, noTokens, type Tokens } from '../state.ts';

/**
 * Adds a usage sample. Agents repeat a sample as it grows (each line of one message carries it), so
 * a sample with the key of the latest one takes its place; a session sample is the total itself.
 */
export function addUsage(state: BuildState, event: BuildEventOf<'usage'>): BuildState {
  const { usage } = state;
  const tokens = tokensOf(event);
  const key = event.key ?? '';
  const repeats = key !== '' && usage.last?.key === key && usage.last.scope === event.scope;
  const base = repeats && usage.last ? subtract(usage.total, usage.last.tokens) : usage.total;
  return {
    ...state,
    usage: {
      total: event.scope === 'session' ? tokens : add(base, tokens),
      last: event.scope === 'session' ? null : { scope: event.scope, key, tokens },
      costUsd: event.costUsd ?? usage.costUsd,
      contextWindow: event.contextWindow ?? usage.contextWindow,
      context:
        event.scope === 'call'
          ? tokens.input + tokens.cacheRead + tokens.cacheWrite
          : usage.context,
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
