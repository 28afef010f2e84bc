import { countOf, objectOf, textOf } from '../json.ts';
import { emit } from '../reading.ts';
import { type MessageTrack, type Reading } from './state.ts';

/**
 * Usage of one call of the model. Each line of a message repeats it, provisional until the last, and
 * it is told again only when it grew.
 */
export function readCallUsage(
  reading: Reading,
  id: string,
  track: MessageTrack,
  usage: unknown,
): void {
  const given = objectOf(usage);
  const known = JSON.parse(track.usage || '{}') as Record<string, number>;
  const next: Record<string, number> = {};
  for (const [field, source] of fields) {
    const value = Math.max(countOf(given[source]) ?? 0, known[field] ?? 0);
    if (value > 0) next[field] = value;
  }
  const text = JSON.stringify(next);
  if (text === track.usage || text === '{}') return;
  track.usage = text;
  if (reading.parent === undefined) {
    reading.state.turn.output += (next['output'] ?? 0) - (known['output'] ?? 0);
  }
  // Proxies have been seen to give the same message id to several requests.
  const request = textOf(reading.record['requestId']) ?? textOf(reading.record['request_id']);
  track.request ??= request ?? null;
  const key = request !== undefined && track.request !== request ? `${id}:${request}` : id;
  emit(reading, { kind: 'usage', scope: 'call', key, ...parentOf(reading), ...next });
}

const parentOf = ({ parent }: Reading) => (parent === undefined ? {} : { parent });

const fields = [
  ['input', 'input_tokens'],
  ['output', 'output_tokens'],
  ['cacheRead', 'cache_read_input_tokens'],
  ['cacheWrite', 'cache_creation_input_tokens'],
] as const;

/**
 * Totals of a `result`: `modelUsage` and `total_cost_usd` run from the start of the process, so they
 * take the place of what was added up. Without `modelUsage` (before 2.1) the turn's tokens have been
 * told call by call, but what its lines say of their output is provisional: the rest is told now.
 */
export function readResultUsage(reading: Reading): void {
  const { record } = reading;
  const cost = record['total_cost_usd'];
  const costUsd = typeof cost === 'number' && cost >= 0 ? cost : undefined;
  const models = Object.values(objectOf(record['modelUsage'])).map(objectOf);
  if (models.length === 0) {
    const { turn } = reading.state;
    const missing = (countOf(objectOf(record['usage'])['output_tokens']) ?? 0) - turn.output;
    turn.output += Math.max(0, missing);
    const output = missing > 0 ? missing : undefined;
    if (costUsd === undefined && output === undefined) return;
    emit(reading, { kind: 'usage', scope: 'turn', output, costUsd });
    return;
  }
  const sum = (field: string) =>
    models.reduce((total, model) => total + (countOf(model[field]) ?? 0), 0);
  const windows = models.map((model) => countOf(model['contextWindow']) ?? 0);
  const contextWindow = Math.max(...windows);
  emit(reading, {
    kind: 'usage',
    scope: 'session',
    input: sum('inputTokens'),
    output: sum('outputTokens'),
    cacheRead: sum('cacheReadInputTokens'),
    cacheWrite: sum('cacheCreationInputTokens'),
    costUsd,
    contextWindow: contextWindow > 0 ? contextWindow : undefined,
  });
}
