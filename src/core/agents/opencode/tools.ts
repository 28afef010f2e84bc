import {
  type Content,
  joinContents,
  type Json,
  jsonContent,
  textContent,
} from '../../build/content.ts';
import type { ToolOutcome } from '../../build/event.ts';
import { countOf, intOf, isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { picturesIn } from '../pictures.ts';
import { planItems } from '../plan-items.ts';
import { firstLine } from '../text.ts';
import { toolTarget } from '../tool-target.ts';
import { emit } from '../reading.ts';
import { clearOfCall } from './attention.ts';
import { readEdit } from './edits.ts';
import type { ToolPart } from './schemas.ts';
import { type OpenCall, type Reading } from './state.ts';
import { ensureTurn } from './turns.ts';

/** A call as it now stands: told whole with every change, output that grows included. */
export function readTool(reading: Reading, part: ToolPart, id: string): void {
  if (reading.state.endedCalls.has(id)) return;
  const state = part.state as JsonObject & ToolPart['state'];
  const input = isObject(state['input']) ? state['input'] : null;
  const time = objectOf(state['time']);
  const [from, to] = [countOf(time['start']), countOf(time['end'])];
  if (from !== undefined) reading.at = from;
  // The input of a call that waits is still being written.
  const isWritten = state.status !== 'pending' || Object.keys(input ?? {}).length > 0;
  const call = tellCall(reading, id, part.tool, isWritten ? input : null);
  const metadata = objectOf(state['metadata']);
  if (part.tool === 'task') tellChild(reading, id, call, metadata);
  if (state.status === 'pending') return;
  if (state.status === 'running') {
    tellOutput(reading, id, call, metadata['output']);
    return;
  }
  if (to !== undefined) reading.at = to;
  const durationMs = from !== undefined && to !== undefined ? Math.max(0, to - from) : undefined;
  if (state.status === 'error') {
    const error = textOf(state['error']) ?? 'failed';
    endCall(reading, id, outcomeOf(error), { error: firstLine(error, 4000), durationMs });
    return;
  }
  const output = outputOf(state['output'], state['attachments']);
  if (part.tool === 'invalid') {
    // What stands in for a call of a tool that there is not, or whose input it could not take.
    const error = textOf(input?.['error']) ?? 'invalid call';
    endCall(reading, id, 'failed', { output, error: firstLine(error, 4000), durationMs });
    return;
  }
  endCall(reading, id, 'succeeded', {
    output,
    exitCode: intOf(metadata['exit'] ?? metadata['exitCode']),
    durationMs,
  });
  if (part.tool === 'todowrite') tellPlan(reading, metadata['todos'] ?? input?.['todos']);
  else readEdit(reading, id, part.tool, input ?? {}, metadata);
}

/** The session of the sub-agent that the call runs, as soon as it has one. */
function tellChild(reading: Reading, id: string, call: OpenCall, metadata: JsonObject): void {
  const childSession = textOf(metadata['sessionId']) ?? textOf(metadata['sessionID']);
  if (childSession === undefined || childSession === call.child) return;
  call.child = childSession;
  emit(reading, { kind: 'tool.output', call: id, childSession });
}

/** Tells that a call began, and its input once it is known. */
export function tellCall(
  reading: Reading,
  id: string,
  name: string,
  input: JsonObject | null,
): OpenCall {
  const { calls } = reading.state;
  const content = input === null ? undefined : jsonContent(input);
  const target = toolTarget(input);
  const known = calls.get(id);
  if (known) {
    if (!known.hasInput && content)
      emit(reading, { kind: 'tool.input', call: id, input: content, target });
    known.hasInput ||= content !== undefined;
    return known;
  }
  ensureTurn(reading);
  const call: OpenCall = { hasInput: content !== undefined, output: '', child: null };
  calls.set(id, call);
  emit(reading, {
    kind: 'tool.started',
    call: id,
    name: name || 'unknown',
    target,
    input: content,
  });
  return call;
}

export function tellOutput(reading: Reading, id: string, call: OpenCall, output: unknown): void {
  if (typeof output !== 'string' || output === call.output) return;
  // A store may be read anew while a call runs: what is told first takes the place of all before.
  const isWhole = reading.state.format === 'opencode-store' && call.output === '';
  if (output.startsWith(call.output) && !isWhole) {
    emit(reading, { kind: 'tool.output', call: id, delta: output.slice(call.output.length) });
  } else emit(reading, { kind: 'tool.output', call: id, output: textContent(output) });
  call.output = output;
}

export function endCall(
  reading: Reading,
  id: string,
  outcome: ToolOutcome,
  rest: {
    output?: Content;
    error?: string;
    exitCode?: number | undefined;
    durationMs?: number | undefined;
  },
): void {
  const { state } = reading;
  state.calls.delete(id);
  state.endedCalls.add(id);
  clearOfCall(reading, id);
  emit(reading, { kind: 'tool.ended', call: id, outcome, ...rest });
}

/** A refusal and an interruption have no status of their own; OpenCode words them so. */
export function outcomeOf(error: string): ToolOutcome {
  if (/rejected permission|prevents you from using|dismissed this question/i.test(error)) {
    return 'denied';
  }
  return /^(?:Tool execution aborted|Aborted|Cancelled)/i.test(error) ? 'interrupted' : 'failed';
}

/** The text of a result, and the pictures that came with it. */
function outputOf(output: unknown, attachments: unknown): Content {
  const pictures = picturesIn(listOf(attachments));
  const isText = output === undefined || output === null || typeof output === 'string';
  const words = isText ? textContent(output ?? '') : jsonContent(output as Json);
  // Without words only the pictures are the result.
  const contents = pictures.length > 0 && output === '' ? pictures : [words, ...pictures];
  return joinContents(contents) ?? words;
}

/** The TODO list, whole; told by the tool and by an event of its own, and shown when it changed. */
export function tellPlan(reading: Reading, todos: unknown): void {
  const items = planItems(todos);
  if (!items) return;
  const text = JSON.stringify(items);
  if (text === reading.state.plan) return;
  reading.state.plan = text;
  emit(reading, { kind: 'plan.updated', todos: items });
}
