import {
  type Content,
  contentText,
  jsonContent,
  type SingleContent,
  textContent,
} from '../../build/content.ts';
import type { PlanItem, ToolOutcome } from '../../build/event.ts';
import { type JsonObject, objectOf } from '../json.ts';
import { planItems } from '../plan-items.ts';
import { firstLine } from '../text.ts';
import { toolTarget } from '../tool-target.ts';
import { emit } from '../reading.ts';
import { readEdit } from './edits.ts';
import { type Reading } from './state.ts';
import { ensureTurn } from './turns.ts';

export const todoTools: ReadonlySet<string> = new Set(['write_todos', 'write_todos_list']);

/** A call, as it begins; its input is known by then. The TODO list takes effect at once. */
export function startCall(
  reading: Reading,
  id: string,
  name: string,
  input: JsonObject | null,
): void {
  const { state } = reading;
  if (state.calls.has(id) || state.endedCalls.has(id)) return;
  ensureTurn(reading);
  state.block = null;
  const call = {
    name,
    at: reading.at,
    input: input ?? {},
    undo: null as readonly PlanItem[] | null,
  };
  state.calls.set(id, call);
  const content = input ? jsonContent(input) : undefined;
  const target = toolTarget(input);
  emit(reading, {
    kind: 'tool.started',
    call: id,
    name: name || 'unknown',
    target,
    input: content,
  });
  const items = todoTools.has(name) ? planItems(call.input['todos']) : null;
  if (!items) return;
  call.undo = state.plan;
  setPlan(reading, items);
}

export function endCall(
  reading: Reading,
  id: string,
  outcome: ToolOutcome,
  result: { output?: Content | undefined; error?: string | undefined; display?: unknown },
): void {
  const { state } = reading;
  if (state.endedCalls.has(id)) return;
  // A result whose call was not seen still ends one.
  if (!state.calls.has(id)) startCall(reading, id, 'unknown', null);
  const call = state.calls.get(id);
  state.calls.delete(id);
  state.endedCalls.add(id);
  state.block = null;
  if (state.attention.delete(id)) emit(reading, { kind: 'attention.cleared', id });
  const { output, error } = result;
  const words = error === undefined ? undefined : firstLine(error, 4000);
  emit(reading, { kind: 'tool.ended', call: id, outcome, output, error: words });
  if (!call) return;
  if (outcome === 'succeeded') {
    readEdit(reading, id, call, result.display, output ? contentText(output) : '');
    const shown = planItems(objectOf(result.display)['todos']);
    if (shown && JSON.stringify(shown) !== JSON.stringify(state.plan)) setPlan(reading, shown);
  } else if (call.undo) setPlan(reading, call.undo);
}

function setPlan(reading: Reading, items: readonly PlanItem[]): void {
  reading.state.plan = items;
  emit(reading, { kind: 'plan.updated', todos: [...items] });
}

/** A refusal and an interruption are worded, and have no status of their own. */
export function outcomeOf(words: string): ToolOutcome {
  if (/did not allow|denied by|not allowed|rejected by user|denied for/i.test(words))
    return 'denied';
  return /^\[?(?:operation cancelled|cancell?ed|aborted|user aborted)/i.test(words)
    ? 'interrupted'
    : 'failed';
}

export const textOutput = (text: string | undefined): SingleContent | undefined =>
  text === undefined ? undefined : textContent(text);
