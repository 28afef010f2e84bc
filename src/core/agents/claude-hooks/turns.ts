import { endClaude } from '../claude/end.ts';
import type { AdapterStep } from '../adapter.ts';
import { textOf } from '../json.ts';
import { firstLine } from '../text.ts';
import { clearRequests } from './attention.ts';
import { readAs } from './calls.ts';
import { emit, type HookReading, type HooksState } from './state.ts';

export function readSessionStart(reading: HookReading): void {
  const { payload, state } = reading;
  const model = textOf(payload['model']);
  state.ended = false;
  if (model !== undefined) emit(reading, { kind: 'build.updated', model });
  const source = textOf(payload['source']);
  if (source !== undefined && source !== 'startup') {
    emit(reading, { kind: 'notice', text: `Session: ${source}` });
  }
}

export function readSessionEnd(reading: HookReading): void {
  const { payload, state } = reading;
  clearRequests(reading);
  if (state.ended) return;
  state.ended = true;
  const { open, last } = state.claude.turn;
  const outcome = open ? 'unknown' : (last ?? 'unknown');
  emit(reading, { kind: 'build.ended', outcome, reason: textOf(payload['reason']) });
}

/** `Stop` and `StopFailure`: the end of a turn, with what the agent said last. */
export function readStop(reading: HookReading): void {
  const { payload, state } = reading;
  clearRequests(reading);
  const failed = payload['hook_event_name'] === 'StopFailure';
  const text = textOf(payload['last_assistant_message']);
  state.stops += 1;
  const content = text === undefined || state.displayed ? [] : [{ type: 'text', text }];
  readAs(reading, { type: 'assistant', message: { id: `stop ${state.stops}`, content } });
  state.displayed = false;
  const error = textOf(payload['error_details']) ?? textOf(payload['error']);
  readAs(reading, {
    type: 'result',
    subtype: failed ? 'error_during_execution' : 'success',
    is_error: failed,
    ...(failed ? { result: error ?? 'failed', errors: [error ?? 'failed'] } : {}),
  });
}

export function readSubagentStop(reading: HookReading): void {
  const { payload, state } = reading;
  const agent = textOf(payload['agent_id']) ?? '';
  const text = textOf(payload['last_assistant_message']);
  if (text !== undefined && state.claude.tasks.has(agent)) {
    state.stops += 1;
    const content = [{ type: 'text', text }];
    readAs(reading, { type: 'assistant', message: { id: `stop ${state.stops}`, content } });
    return;
  }
  const who = ['Sub-agent', textOf(payload['agent_type']), 'stopped'].filter(Boolean).join(' ');
  const words = text === undefined ? who : `${who}: ${firstLine(text, 1000)}`;
  emit(reading, { kind: 'notice', text: words });
}

/** `MessageDisplay`: lines of the answer while it is written. */
export function readDisplay(reading: HookReading): void {
  const { payload, state } = reading;
  const { delta } = payload;
  if (typeof delta !== 'string' || delta === '') return;
  state.displayed = true;
  const block = `display ${textOf(payload['message_id']) ?? textOf(payload['turn_id']) ?? ''}`;
  emit(reading, { kind: 'text.appended', block, text: delta });
}

/** No hook has to come at the end: the build ended as its last turn did. */
export function endHooks(state: HooksState, at: number): AdapterStep<HooksState> {
  if (state.ended) return { state, events: [] };
  return { state, events: endClaude(state.claude, at).events };
}
