import { countOf, type JsonObject, objectOf, textOf } from '../json.ts';
import { objectsOf } from './content.ts';
import { type AcpReading, emit } from './state.ts';

/** The agent's answer to `initialize`. */
export function readAgentInfo(reading: AcpReading, result: JsonObject): void {
  const info = objectOf(result['agentInfo']);
  const agent = textOf(info['title']) ?? textOf(info['name']);
  const agentVersion = textOf(info['version']);
  if (agent !== undefined || agentVersion !== undefined) {
    emit(reading, { kind: 'build.updated', agent, agentVersion });
  }
}

/** The model, as the options of a session tell it, or the list of models of earlier versions. */
export function readModel(reading: AcpReading, given: JsonObject): void {
  const option = objectsOf(given['configOptions']).find(
    ({ id, category }) => category === 'model' || id === 'model',
  );
  const current = textOf(option?.['currentValue']);
  const choices = objectsOf(option?.['options']).flatMap((one) => [
    one,
    ...objectsOf(one['options']),
  ]);
  const chosen = choices.find(({ value }) => value === current);
  const model =
    textOf(chosen?.['name']) ?? current ?? textOf(objectOf(given['models'])['currentModelId']);
  if (model === undefined || model === reading.state.model) return;
  reading.state.model = model;
  emit(reading, { kind: 'build.updated', model });
}

/**
 * `usage_update`: how full the context is, and what the session has cost. Where an agent tells the
 * tokens of the session as well, the context is not added to them.
 */
export function readContext(reading: AcpReading, update: JsonObject, parent?: string): void {
  const { amount, currency } = objectOf(update['cost']);
  const isDollars = currency === 'USD' && typeof amount === 'number' && amount >= 0;
  emit(reading, {
    kind: 'usage',
    scope: 'call',
    key: 'context',
    input: reading.state.hasTokens ? undefined : countOf(update['used']),
    contextWindow: parent === undefined ? countOf(update['size']) || undefined : undefined,
    costUsd: isDollars && parent === undefined ? amount : undefined,
    parent,
  });
}

/** Tokens of the session so far, with the answer to a prompt. */
export function readTokens(reading: AcpReading, usage: JsonObject): void {
  const told = {
    input: countOf(usage['inputTokens']),
    output: countOf(usage['outputTokens']),
    cacheRead: countOf(usage['cachedReadTokens']),
    cacheWrite: countOf(usage['cachedWriteTokens']),
    reasoning: countOf(usage['thoughtTokens']),
  };
  if (Object.values(told).every((value) => value === undefined)) return;
  reading.state.hasTokens = true;
  emit(reading, { kind: 'usage', scope: 'session', ...told });
}
