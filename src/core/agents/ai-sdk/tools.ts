import {
  type Content,
  joinContents,
  type Json,
  jsonContent,
  textContent,
} from '../../build/content.ts';
import type { ToolOutcome } from '../../build/event.ts';
import { intOf, isObject, listOf } from '../json.ts';
import { contentsOf, pictureIn } from '../pictures.ts';
import { editsOf } from '../input-edits.ts';
import { firstLine } from '../text.ts';
import { toolTarget } from '../tool-target.ts';
import { planIn, setPlan } from './plan.ts';
import type { ChunkOf } from './schemas.ts';
import { type AiSdkCall, type AiSdkReading, emit, ensureTurn } from './state.ts';

type Named = ChunkOf<'tool-input-start' | 'tool-input-available' | 'tool-input-error'>;

/** A call, begun with or without its input; a second beginning is the same call. */
export function startTool(reading: AiSdkReading, chunk: Named): AiSdkCall | null {
  const { state } = reading;
  const id = chunk.toolCallId;
  if (state.endedCalls.has(id)) {
    // Its output came first: the name is still news.
    if (!state.startedCalls.has(id)) announce(reading, chunk);
    return null;
  }
  const known = state.calls.get(id);
  if (known) return known;
  ensureTurn(reading);
  announce(reading, chunk);
  const call: AiSdkCall = {
    name: chunk.toolName,
    target: chunk.title ?? null,
    edits: [],
    undo: null,
  };
  state.calls.set(id, call);
  return call;
}

function announce(reading: AiSdkReading, { toolCallId, toolName, title }: Named): void {
  reading.state.startedCalls.add(toolCallId);
  const name = toolName || 'unknown';
  emit(reading, { kind: 'tool.started', call: toolCallId, name, target: title });
}

export function readInput(reading: AiSdkReading, chunk: ChunkOf<'tool-input-available'>): void {
  const call = startTool(reading, chunk);
  const { input } = chunk;
  const target = toolTarget(input) ?? chunk.title;
  const content = jsonContent(input ?? {});
  emit(reading, { kind: 'tool.input', call: chunk.toolCallId, input: content, target });
  if (!call) return;
  call.target = target ?? null;
  call.edits = editsOf(call.name, input);
  const plan = planIn(input);
  if (!plan) return;
  call.undo = reading.state.plan;
  setPlan(reading, plan);
}

/** The input was no good; `tool-output-error` says so again. */
export function readInputError(reading: AiSdkReading, chunk: ChunkOf<'tool-input-error'>): void {
  startTool(reading, chunk);
  const { toolCallId: call, input, errorText } = chunk;
  if (input !== undefined) {
    emit(reading, {
      kind: 'tool.input',
      call,
      input: jsonContent(input),
      target: toolTarget(input),
    });
  }
  endTool(reading, call, 'failed', { error: errorText });
}

export function readOutput(reading: AiSdkReading, chunk: ChunkOf<'tool-output-available'>): void {
  const { toolCallId: call, output, preliminary } = chunk;
  const content = contentOf(output);
  if (preliminary === true) {
    if (!reading.state.endedCalls.has(call)) {
      emit(reading, { kind: 'tool.output', call, output: content });
    }
    return;
  }
  // Tools of an MCP server report their failure within the output.
  const failed = isObject(output) && output['isError'] === true;
  const exitCode = isObject(output)
    ? intOf(output['exitCode'] ?? output['exit_code'] ?? output['return_code'])
    : undefined;
  const error = failed ? firstLine(JSON.stringify(output), 400) : undefined;
  endTool(reading, call, failed ? 'failed' : 'succeeded', { output: content, exitCode, error });
}

export function endTool(
  reading: AiSdkReading,
  id: string,
  outcome: ToolOutcome,
  rest: { output?: Content; error?: string | undefined; exitCode?: number | undefined },
): void {
  const { state } = reading;
  // Only the first end counts: a resumed stream tells everything again.
  if (state.endedCalls.has(id)) return;
  const call = state.calls.get(id);
  state.endedCalls.add(id);
  state.calls.delete(id);
  for (const [approval, waiting] of state.approvals) {
    if (waiting !== id) continue;
    state.approvals.delete(approval);
    emit(reading, { kind: 'attention.cleared', id: approval });
  }
  if (outcome !== 'succeeded' && call?.undo) setPlan(reading, call.undo);
  if (outcome === 'succeeded') {
    for (const edit of call?.edits ?? []) emit(reading, { ...edit, call: id });
  }
  emit(reading, { kind: 'tool.ended', call: id, outcome, ...rest });
}

export function requestApproval(
  reading: AiSdkReading,
  chunk: ChunkOf<'tool-approval-request'>,
): void {
  const { state } = reading;
  const { approvalId: id, toolCallId: call } = chunk;
  const known = state.calls.get(call);
  const text = [known?.name ?? 'A tool', known?.target].filter(Boolean).join(': ');
  state.approvals.set(id, call);
  emit(reading, { kind: 'attention.requested', id, reason: 'permission', text, call });
}

function contentOf(output: Json | undefined): Content {
  if (output === undefined || output === null) return textContent('');
  // What a tool of an MCP server gives back, and what tools return for the model.
  const parts = listOf(isObject(output) ? (output['content'] ?? output['value']) : output);
  if (parts.some(pictureIn)) return joinContents(contentsOf(parts)) ?? textContent('');
  return typeof output === 'string' ? textContent(output) : jsonContent(output);
}
