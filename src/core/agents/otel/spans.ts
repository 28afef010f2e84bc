import { textOf } from '../json.ts';
import { keepNewest } from '../memory.ts';
import { contentOf, endCall, errorOf, readTool, startCall } from './calls.ts';
import { readMessages } from './messages.ts';
import {
  agentAround,
  countAt,
  emit,
  ensureTurn,
  get,
  numberOf,
  type OtelReading,
  MEMORY,
} from './state.ts';

const models = new Set(['chat', 'text_completion', 'generate_content']);
const agents = new Set(['invoke_agent', 'invoke_workflow']);

/** The operation of a span: told, or named; null: it is none of these conventions. */
function operationOf({ item }: OtelReading): string | null {
  const told = textOf(item.attributes.get('gen_ai.operation.name'));
  if (told !== undefined) return told;
  const named = item.name.split(' ')[0] ?? '';
  const isOwn = [...item.attributes.keys()].some((key) => key.startsWith('gen_ai.'));
  return isOwn ? named || 'unknown' : null;
}

/** Reads a span: it comes when it is over. False: an operation that is not known. */
export function readSpan(reading: OtelReading): boolean {
  const { state, item } = reading;
  const name = `${item.trace} ${item.span}`;
  if (item.span !== '' && state.seen.has(name)) return true;
  state.seen.add(name);
  keepNewest(state.seen, MEMORY);
  if (item.parent !== '') {
    state.parents.set(item.span, item.parent);
    keepNewest(state.parents, MEMORY);
  }
  const operation = operationOf(reading);
  if (operation !== null) learn(reading);
  const isKnown = operation === null || readOperation(reading, operation);
  if (item.parent === '') closeTrace(reading);
  return isKnown;
}

function readOperation(reading: OtelReading, operation: string): boolean {
  if (operation === 'execute_tool') readTool(reading);
  else if (models.has(operation)) readModelCall(reading);
  else if (agents.has(operation)) readAgent(reading);
  else if (/^(?:create_agent|embeddings|retrieval|plan)$/.test(operation)) {
    emit(reading, { kind: 'notice', text: reading.item.name || operation });
  } else return false;
  return true;
}

function learn(reading: OtelReading): void {
  const { state } = reading;
  const model = textOf(
    get(reading, 'gen_ai.response.model') ?? get(reading, 'gen_ai.request.model'),
  );
  if (model !== undefined && model !== state.model && agentAround(reading) === undefined) {
    state.model = model;
    emit(reading, { kind: 'build.updated', model });
  }
}

/** One request to a model. */
function readModelCall(reading: OtelReading): void {
  ensureTurn(reading);
  readMessages(reading);
  const parent = agentAround(reading);
  tellUsage(reading, parent);
  const { failed } = reading.item;
  if (failed) emit(reading, { kind: 'error', message: errorOf(reading), parent });
}

/** Tokens that came from the cache are among the input tokens; events count the two apart. */
function tellUsage(reading: OtelReading, parent: string | undefined): void {
  const all = countAt(reading, 'gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens');
  const cacheRead = countAt(
    reading,
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cached_tokens',
  );
  const cacheWrite = countAt(reading, 'gen_ai.usage.cache_creation.input_tokens');
  const output = countAt(reading, 'gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens');
  const reasoning = countAt(
    reading,
    'gen_ai.usage.reasoning.output_tokens',
    'gen_ai.usage.reasoning_tokens',
  );
  const cost = numberOf(reading, 'gen_ai.usage.cost', 'cost_usd');
  const told = [all, cacheRead, cacheWrite, output, reasoning, cost];
  if (told.every((value) => value === undefined)) return;
  reading.state.cost += cost ?? 0;
  emit(reading, {
    kind: 'usage',
    scope: 'call',
    key: reading.item.span || undefined,
    input: all === undefined ? undefined : Math.max(0, all - (cacheRead ?? 0) - (cacheWrite ?? 0)),
    output,
    cacheRead,
    cacheWrite,
    reasoning,
    costUsd: cost === undefined ? undefined : reading.state.cost,
    parent,
  });
}

/** An agent: the root of a trace is the turn itself; one within another is a call. */
function readAgent(reading: OtelReading): void {
  const { state, item, at } = reading;
  const agent = textOf(get(reading, 'gen_ai.agent.name'));
  if (item.parent === '') {
    ensureTurn(reading);
    if (agent !== undefined && agent !== state.agent) {
      state.agent = agent;
      emit(reading, { kind: 'build.updated', agent });
    }
    readMessages(reading);
    return;
  }
  const call = announceAgent(reading);
  readMessages({ ...reading, item: { ...item, parent: item.span } });
  endCall(reading, call, item.failed ? 'failed' : 'succeeded', {
    output: contentOf(undefined),
    durationMs: item.from === undefined ? undefined : Math.max(0, at - item.from),
    ...(item.failed ? { error: errorOf(reading) } : {}),
  });
}

/** The call that stands for an agent within another: told before what happened in it, if it can be. */
export function announceAgent(reading: OtelReading): string {
  const { state, item } = reading;
  const call = `agent ${item.span}`;
  const name = textOf(get(reading, 'gen_ai.agent.name')) ?? (item.name || 'agent');
  startCall(reading, call, name, get(reading, 'gen_ai.agent.description'), item.from);
  state.agents.set(item.span, call);
  keepNewest(state.agents, 5000);
  return call;
}

export const isInnerAgent = (reading: OtelReading) =>
  reading.item.parent !== '' && agents.has(operationOf(reading) ?? '');

/** The root of a trace ends last: with it, the turn is over. */
function closeTrace(reading: OtelReading): void {
  const { state, item, at } = reading;
  if (state.turnOpen && !state.closed.has(item.trace)) {
    const outcome = item.failed ? 'failed' : 'succeeded';
    const durationMs = item.from === undefined ? undefined : Math.max(0, at - item.from);
    const reason = item.failed ? errorOf(reading) : undefined;
    state.turnOpen = false;
    state.last = outcome;
    emit(reading, { kind: 'turn.ended', outcome, reason, durationMs });
  }
  if (item.trace !== '') state.closed.add(item.trace);
  keepNewest(state.closed, MEMORY);
}
