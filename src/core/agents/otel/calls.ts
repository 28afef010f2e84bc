import { type Content, type Json, jsonContent, textContent } from '../../build/content.ts';
import type { ToolOutcome } from '../../build/event.ts';
import { planIn } from '../ai-sdk/plan.ts';
import { textOf } from '../json.ts';
import { editsOf } from '../input-edits.ts';
import { firstLine } from '../text.ts';
import { toolTarget } from '../tool-target.ts';
import { keepNewest } from '../memory.ts';
import { jsonOf } from './otlp.ts';
import { agentAround, emit, ensureTurn, get, type OtelReading, MEMORY } from './state.ts';

/** A call, from whichever tells of it first: the model's answer, or the span of its execution. */
export function startCall(
  reading: OtelReading,
  call: string,
  name: string,
  args: Json | undefined,
  at?: number,
): void {
  const { state } = reading;
  if (state.startedCalls.has(call)) return;
  ensureTurn(reading);
  state.startedCalls.set(call, name);
  keepNewest(state.startedCalls, MEMORY);
  const input = jsonOf(args);
  const started = {
    kind: 'tool.started' as const,
    call,
    name: name || 'unknown',
    target: toolTarget(input),
    input: input === undefined || input === null ? undefined : contentOf(input),
    parent: agentAround(reading),
  };
  emit(reading, started, at);
  const plan = planIn(input);
  if (plan) emit(reading, { kind: 'plan.updated', todos: plan, parent: agentAround(reading) }, at);
}

export function endCall(
  reading: OtelReading,
  call: string,
  outcome: ToolOutcome,
  rest: { output?: Content | undefined; error?: string; durationMs?: number | undefined },
): void {
  const { state } = reading;
  if (state.endedCalls.has(call)) return;
  state.endedCalls.add(call);
  keepNewest(state.endedCalls, MEMORY);
  emit(reading, { kind: 'tool.ended', call, outcome, ...rest });
}

export function contentOf(value: Json | undefined): Content | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? textContent(value) : jsonContent(value);
}

/** `execute_tool`: the span of a call that is over. */
export function readTool(reading: OtelReading): void {
  const { item, at } = reading;
  const name = textOf(get(reading, 'gen_ai.tool.name')) ?? item.name.replace(/^execute_tool /, '');
  const args = get(reading, 'gen_ai.tool.call.arguments') ?? get(reading, 'gen_ai.tool.arguments');
  const call = textOf(get(reading, 'gen_ai.tool.call.id')) ?? asked(reading, name) ?? item.span;
  startCall(reading, call, name, args, item.from);
  if (!item.failed && !reading.state.endedCalls.has(call)) {
    for (const edit of editsOf(name, jsonOf(args))) emit(reading, { ...edit, call });
  }
  const result = get(reading, 'gen_ai.tool.call.result') ?? get(reading, 'gen_ai.tool.message');
  endCall(reading, call, item.failed ? 'failed' : 'succeeded', {
    output: contentOf(jsonOf(result)),
    durationMs: item.from === undefined ? undefined : Math.max(0, at - item.from),
    ...(item.failed ? { error: errorOf(reading) } : {}),
  });
}

/** A span without the call's id is of the oldest call of that name that the model asked for. */
function asked({ state }: OtelReading, name: string): string | undefined {
  for (const [call, wanted] of state.startedCalls) {
    if (wanted === name && !state.endedCalls.has(call)) return call;
  }
  return undefined;
}

export function errorOf(reading: OtelReading): string {
  const words = reading.item.message ?? textOf(get(reading, 'exception.message'));
  const type = textOf(get(reading, 'error.type'));
  return firstLine(words ?? type ?? 'failed', 400);
}
