import { countOf, isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import { type AiSdkReading, emit } from './state.ts';

/**
 * Message metadata is the application's own; by custom it holds `usage` (or `totalUsage`) in the
 * shape of `LanguageModelUsage`, and `model` or `modelId`.
 */
export function readMetadata(reading: AiSdkReading, metadata: unknown): void {
  const { state } = reading;
  const given = objectOf(metadata);
  const model = textOf(given['model']) ?? textOf(given['modelId']);
  if (model !== undefined && model !== state.model) {
    state.model = model;
    emit(reading, { kind: 'build.updated', model });
  }
  const title = textOf(given['title']);
  if (title !== undefined && !state.titled) {
    state.titled = true;
    emit(reading, { kind: 'build.updated', title });
  }
  const usage = given['totalUsage'] ?? given['usage'];
  if (isObject(usage)) readUsage(reading, usage);
}

function readUsage(reading: AiSdkReading, usage: JsonObject): void {
  const input = objectOf(usage['inputTokenDetails']);
  const output = objectOf(usage['outputTokenDetails']);
  const cacheRead = countOf(input['cacheReadTokens']) ?? countOf(usage['cachedInputTokens']);
  const cacheWrite = countOf(input['cacheWriteTokens']);
  const all = countOf(usage['inputTokens']);
  // `inputTokens` includes what came from the cache; events count the two apart.
  const fresh =
    countOf(input['noCacheTokens']) ??
    (all === undefined ? undefined : Math.max(0, all - (cacheRead ?? 0) - (cacheWrite ?? 0)));
  const told = {
    input: fresh,
    output: countOf(usage['outputTokens']),
    cacheRead,
    cacheWrite,
    reasoning: countOf(output['reasoningTokens']) ?? countOf(usage['reasoningTokens']),
  };
  if (Object.values(told).every((value) => value === undefined)) return;
  const key = `${reading.state.message}/${reading.state.messages}`;
  emit(reading, { kind: 'usage', scope: 'turn', key, ...told });
}
