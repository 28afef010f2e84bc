import { countOf, objectOf } from '../json.ts';
import { emit } from '../reading.ts';
import { type Reading } from './state.ts';

/**
 * Usage of one call of the model, told under the id of its step or message. Newer versions tell
 * reasoning apart from output, and a total that shows it; events count it as output.
 */
export function readUsage(reading: Reading, key: string, tokens: unknown, cost: unknown): void {
  const given = objectOf(tokens);
  const cache = objectOf(given['cache']);
  const told = {
    input: countOf(given['input']),
    output: countOf(given['output']),
    reasoning: countOf(given['reasoning']),
    cacheRead: countOf(cache['read']),
    cacheWrite: countOf(cache['write']),
  };
  const sum = Object.values(told).reduce<number>((total, value) => total + (value ?? 0), 0);
  const spent = typeof cost === 'number' && cost > 0 ? cost : 0;
  reading.state.cost += spent;
  // A step tells its own cost; an event tells that of the build so far.
  const costUsd = spent > 0 ? reading.state.cost : undefined;
  if (sum === 0 && costUsd === undefined) return;
  const apart = (told.reasoning ?? 0) > 0 && countOf(given['total']) === sum;
  const output = apart ? (told.output ?? 0) + (told.reasoning ?? 0) : told.output;
  emit(reading, { kind: 'usage', scope: 'call', key, ...told, output, costUsd });
}
