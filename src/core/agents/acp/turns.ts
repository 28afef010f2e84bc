import { type AcpReading, emit } from './state.ts';

/** Work of an agent whose prompts are not recorded begins a turn by itself. */
export function ensureTurn(reading: AcpReading): void {
  const { state } = reading;
  state.hasContent = true;
  if (!state.turnOpen && !state.hasClient && state.loading === null) startTurn(reading);
}

export function startTurn(reading: AcpReading): void {
  const { state } = reading;
  endTurn(reading, 'cancelled', 'the next turn began');
  state.turnOpen = true;
  state.turns += 1;
  emit(reading, { kind: 'turn.started', turn: `t${state.turns}` });
}

export function endTurn(
  reading: AcpReading,
  outcome: 'succeeded' | 'failed' | 'cancelled',
  reason?: string,
): void {
  const { state } = reading;
  clearAttention(reading, () => true);
  for (const path of state.written)
    emit(reading, { kind: 'file.changed', path, change: 'modified' });
  state.written.clear();
  state.writing.clear();
  state.prompt = null;
  if (!state.turnOpen) return;
  state.turnOpen = false;
  state.last = outcome;
  emit(reading, { kind: 'turn.ended', outcome, reason });
}

const outcomes: ReadonlyMap<string, 'succeeded' | 'failed' | 'cancelled'> = new Map([
  ['end_turn', 'succeeded'],
  ['max_tokens', 'failed'],
  ['max_turn_requests', 'failed'],
  ['refusal', 'failed'],
  ['error', 'failed'],
  ['cancelled', 'cancelled'],
]);

/** The agent's answer to a prompt; a reason that is not known is told, and taken for an end as any. */
export function stopTurn(reading: AcpReading, stopReason: string, message?: string): void {
  // The prompt may be out of sight, and the agent may have said nothing at all.
  if (!reading.state.turnOpen) startTurn(reading);
  const outcome = outcomes.get(stopReason) ?? 'succeeded';
  const reason = message ?? (stopReason === 'end_turn' ? undefined : stopReason);
  endTurn(reading, outcome, reason);
}

export function clearAttention(
  reading: AcpReading,
  isOver: (id: string, call: string | null) => boolean,
): void {
  for (const [id, call] of reading.state.attention) {
    if (!isOver(id, call)) continue;
    reading.state.attention.delete(id);
    emit(reading, { kind: 'attention.cleared', id });
  }
}
