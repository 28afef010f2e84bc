import { textOf } from '../json.ts';
import { firstLine } from '../text.ts';
import { keepNewest } from '../memory.ts';
import { type AgUiReading, emit, ensureTurn } from './state.ts';

/** `SUBAGENT_STARTED`: the call that asked for it holds its work; without one, a call stands for it. */
export function startAgent(reading: AgUiReading, run: string): void {
  const { state, event, parent } = reading;
  if (state.agents.has(run)) return;
  const caller = textOf(event['parentToolCallId']);
  const call = caller ?? `subagent ${run}`;
  state.agents.set(run, call);
  keepNewest(state.agents, 5000);
  if (caller !== undefined) return;
  ensureTurn(reading);
  const outer = textOf(event['parentSubagentRunId']);
  emit(reading, {
    kind: 'tool.started',
    call,
    name: textOf(event['name']) ?? 'subagent',
    target: firstLine(textOf(event['description']) ?? '') || undefined,
    parent: outer === undefined ? parent : state.agents.get(outer),
  });
}

export function endAgent(reading: AgUiReading, run: string, error?: string): void {
  const { state, event } = reading;
  const call = state.agents.get(run);
  if (error !== undefined) {
    emit(reading, { kind: 'error', message: error, code: textOf(event['code']), parent: call });
  }
  // A suspended one goes on; the call that asked for one ends with its own result.
  const outcome = event['outcome'];
  const isSuspended = typeof outcome === 'object' && JSON.stringify(outcome).includes('suspended');
  if (call === undefined || !call.startsWith('subagent ') || isSuspended) return;
  if (state.endedCalls.has(call)) return;
  state.endedCalls.add(call);
  emit(reading, {
    kind: 'tool.ended',
    call,
    outcome: error === undefined ? 'succeeded' : 'failed',
    error,
  });
}
