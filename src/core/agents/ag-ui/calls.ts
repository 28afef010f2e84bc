import {
  type Content,
  joinContents,
  type Json,
  jsonContent,
  textContent,
} from '../../build/content.ts';
import { planIn } from '../ai-sdk/plan.ts';
import { isObject, jsonIn, listOf, objectOf } from '../json.ts';
import { contentsOf, pictureIn } from '../pictures.ts';
import { editsOf } from '../input-edits.ts';
import { firstLine } from '../text.ts';
import { toolTarget } from '../tool-target.ts';
import { keepNewest } from '../memory.ts';
import { tellPlan } from './shared.ts';
import { type AgUiReading, emit, ensureTurn, MEMORY } from './state.ts';
import { wordsOf } from './texts.ts';

/** Longest input that is put together; what is longer stays in pieces. */
const LONGEST = 4 * 1024 * 1024;

export function startCall(reading: AgUiReading, call: string, name: string): void {
  const { state, parent } = reading;
  state.lastCall = call;
  if (state.startedCalls.has(call)) return;
  ensureTurn(reading);
  state.startedCalls.add(call);
  keepNewest(state.startedCalls, MEMORY);
  if (!state.endedCalls.has(call)) state.calls.set(call, { name, args: '', edits: [] });
  keepNewest(state.calls, 1000);
  emit(reading, { kind: 'tool.started', call, name: name || 'unknown', parent });
}

export function appendArgs(reading: AgUiReading, call: string, delta: string): void {
  const known = reading.state.calls.get(call);
  if (delta === '' || reading.state.endedCalls.has(call)) return;
  if (known && known.args.length < LONGEST) known.args += delta;
  emit(reading, { kind: 'tool.input', call, delta });
}

/** The arguments are whole; the call itself goes on until its result. */
export function endArgs(reading: AgUiReading, call: string): void {
  const known = reading.state.calls.get(call);
  if (!known || known.args === '') return;
  const input = jsonIn(known.args);
  known.args = '';
  if (input === undefined) return;
  emit(reading, { kind: 'tool.input', call, input: jsonContent(input), target: toolTarget(input) });
  known.edits = editsOf(known.name, input);
  const plan = planIn(input);
  if (plan) tellPlan(reading, plan);
}

export function endCall(
  reading: AgUiReading,
  call: string,
  content: Json | undefined,
  told?: string,
): void {
  const { state } = reading;
  endArgs(reading, call);
  if (state.endedCalls.has(call)) return;
  state.endedCalls.add(call);
  keepNewest(state.endedCalls, MEMORY);
  const edits = state.calls.get(call)?.edits ?? [];
  state.calls.delete(call);
  const value = typeof content === 'string' ? jsonIn(content) : undefined;
  // Tools of an MCP server report their failure within the result.
  const failed = told !== undefined || objectOf(value)['isError'] === true;
  if (!failed) for (const edit of edits) emit(reading, { ...edit, call });
  const { text } = wordsOf(content);
  emit(reading, {
    kind: 'tool.ended',
    call,
    outcome: failed ? 'failed' : 'succeeded',
    output: outputOf(content, value),
    error: failed ? firstLine(told ?? text, 400) || 'failed' : undefined,
  });
}

/** Results are JSON in text as a rule; a list of parts is text, pictures with it, or what it is. */
function outputOf(content: Json | undefined, value: Json | undefined): Content | undefined {
  if (content === undefined || content === null) return undefined;
  if (typeof content === 'string') {
    return isObject(value) || Array.isArray(value) ? jsonContent(value) : textContent(content);
  }
  const parts = listOf(content);
  const isText = parts.length > 0 && parts.every((part) => objectOf(part)['type'] === 'text');
  if (isText) return textContent(wordsOf(content).text);
  return parts.some(pictureIn) ? joinContents(contentsOf(parts)) : jsonContent(content);
}
