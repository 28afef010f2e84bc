import { countOf, listOf, objectOf, textOf } from '../json.ts';
import { firstLine } from '../text.ts';
import { keepNewest } from '../memory.ts';
import { endArgs } from './calls.ts';
import { readSnapshot } from './snapshot.ts';
import { type AgUiReading, emit, ensureTurn, MEMORY } from './state.ts';
import { endMessages } from './texts.ts';

/** `RUN_STARTED`: a turn. One that was never finished ended as nobody knows how. */
export function startRun(reading: AgUiReading): void {
  const { state, event } = reading;
  const run = textOf(event['runId']) ?? null;
  const thread = textOf(event['threadId']);
  if (run !== null && state.runs.has(run)) {
    state.again = run;
    return;
  }
  endTurn(reading, 'cancelled', 'the next run began');
  state.run = run;
  if (thread !== undefined && thread !== state.thread) {
    state.thread = thread;
    emit(reading, { kind: 'build.updated', session: thread });
  }
  for (const id of state.attention) emit(reading, { kind: 'attention.cleared', id });
  state.attention.clear();
  ensureTurn(reading);
  readSnapshot(reading, listOf(objectOf(event['input'])['messages']));
}

export function finishRun(reading: AgUiReading): void {
  const { state, event } = reading;
  const outcome = objectOf(event['outcome']);
  readUsage(reading);
  const { result } = event;
  if (result !== undefined && result !== null) {
    const words = typeof result === 'string' ? result : JSON.stringify(result);
    emit(reading, { kind: 'notice', text: `Result: ${firstLine(words, 1000)}` });
  }
  ensureTurn(reading);
  if (outcome['type'] === 'cancelled') endTurn(reading, 'cancelled', 'cancelled');
  else if (outcome['type'] === 'interrupt') {
    endTurn(reading, 'succeeded', 'waits for an answer');
    for (const given of listOf(outcome['interrupts']).map(objectOf)) interrupt(reading, given);
  } else endTurn(reading, 'succeeded');
  closeRun(reading, textOf(event['runId']) ?? state.run);
}

function interrupt(reading: AgUiReading, given: { [key: string]: unknown }): void {
  const id = textOf(given['id']) ?? `interrupt ${reading.state.attention.size + 1}`;
  const call = textOf(given['toolCallId']);
  const why = textOf(given['reason']) ?? '';
  const text = textOf(given['message']) ?? (why || 'The agent waits for an answer');
  const isPermission = /approv|permi|confirm|tool/i.test(why) || call !== undefined;
  reading.state.attention.add(id);
  const reason = isPermission ? 'permission' : 'question';
  emit(reading, { kind: 'attention.requested', id, reason, text, call });
}

export function failRun(reading: AgUiReading): void {
  const { state, event } = reading;
  const message = textOf(event['message']) ?? 'the run failed';
  readUsage(reading);
  ensureTurn(reading);
  emit(reading, { kind: 'error', message, code: textOf(event['code']) });
  endTurn(reading, 'failed', firstLine(message, 400));
  closeRun(reading, textOf(event['runId']) ?? state.run);
}

function closeRun({ state }: AgUiReading, run: string | null): void {
  if (run !== null) state.runs.add(run);
  keepNewest(state.runs, MEMORY);
  state.run = null;
}

export function endTurn(
  reading: AgUiReading,
  outcome: 'succeeded' | 'failed' | 'cancelled',
  reason?: string,
): void {
  const { state } = reading;
  if (!state.turnOpen) return;
  // Chunks have no end of their own.
  if (state.lastCall !== null) endArgs(reading, state.lastCall);
  endMessages(reading);
  state.turnOpen = false;
  state.last = outcome;
  emit(reading, { kind: 'turn.ended', outcome, reason });
}

/** A list, one entry a model: what came from the cache is among the input. */
function readUsage(reading: AgUiReading): void {
  const { state, event } = reading;
  for (const [index, given] of listOf(event['usage']).map(objectOf).entries()) {
    const model = textOf(given['model']);
    if (model !== undefined && index === 0 && model !== state.model) {
      state.model = model;
      emit(reading, { kind: 'build.updated', model });
    }
    const cacheRead = countOf(given['cachedInputTokens']);
    const cacheWrite = countOf(given['cacheWriteInputTokens']);
    const input = countOf(given['inputTokens']);
    emit(reading, {
      kind: 'usage',
      scope: 'turn',
      key: `${state.run ?? ''}/${index}`,
      input:
        input === undefined ? undefined : Math.max(0, input - (cacheRead ?? 0) - (cacheWrite ?? 0)),
      output: countOf(given['outputTokens']),
      cacheRead,
      cacheWrite,
      reasoning: countOf(given['reasoningTokens']),
    });
  }
}
