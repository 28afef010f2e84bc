import { countOf, isObject, type JsonObject, objectOf } from '../json.ts';
import { emit } from '../reading.ts';
import { type Reading } from './state.ts';

/** Token figures in Codex's words, snake or camel; what was read from the cache is part of the input. */
function tokensOf(value: unknown) {
  const given = objectOf(value);
  const figure = (snake: string, camel: string) => countOf(given[snake]) ?? countOf(given[camel]);
  const cacheRead = figure('cached_input_tokens', 'cachedInputTokens');
  const cacheWrite = figure('cache_write_input_tokens', 'cacheWriteInputTokens');
  const input = figure('input_tokens', 'inputTokens');
  return {
    input: input === undefined ? undefined : Math.max(0, input - (cacheRead ?? 0)),
    output: figure('output_tokens', 'outputTokens'),
    cacheRead,
    cacheWrite,
    reasoning: figure('reasoning_output_tokens', 'reasoningOutputTokens'),
  };
}

/**
 * Usage as `{total, last, window}`: the thread so far, and its last call. It comes again with each
 * change of the rate limits, and is told when it is new. Old versions tell the total alone.
 */
export function readUsage(reading: Reading, info: JsonObject): void {
  const total = info['total_token_usage'] ?? info['total'];
  const last = info['last_token_usage'] ?? info['last'];
  const window = countOf(info['model_context_window']) ?? countOf(info['modelContextWindow']);
  const text = JSON.stringify([total, last]);
  if (!isObject(total) || text === reading.state.usage) return;
  reading.state.usage = text;
  const contextWindow = window === undefined || window === 0 ? undefined : window;
  // The last call says how full the context is; the total takes the place of what was added up.
  if (isObject(last))
    emit(reading, { kind: 'usage', scope: 'call', ...tokensOf(last), contextWindow });
  emit(reading, { kind: 'usage', scope: 'session', ...tokensOf(total), contextWindow });
}
