import type { Outcome } from '../../build/event.ts';
import { emit } from '../reading.ts';
import { type Reading } from './state.ts';

/** Begins a turn; one that is still open ended without a word. */
export function startTurn(reading: Reading, turn?: string): void {
  const { state } = reading;
  if (state.turn.open) {
    endTurn(reading, { outcome: 'unknown', reason: 'the next turn began' });
  }
  state.turn.open = true;
  state.turn.count += 1;
  state.turn.busy = false;
  state.turn.interrupted = false;
  state.turn.spoke = false;
  state.turn.output = 0;
  state.turn.error = null;
  state.turn.failed.clear();
  state.turn.lines.clear();
  emit(reading, { kind: 'turn.started', turn });
}

/** Work of the main conversation means that a turn is on, whoever began it. */
export function ensureTurn(reading: Reading): void {
  if (reading.parent !== undefined) return;
  if (!reading.state.turn.open) startTurn(reading);
  reading.state.turn.busy = true;
}

export function endTurn(
  reading: Reading,
  ending: { outcome: Outcome; reason?: string | undefined; durationMs?: number | undefined },
): void {
  const { state } = reading;
  for (const id of state.attention) emit(reading, { kind: 'attention.cleared', id });
  state.attention.clear();
  state.turn.open = false;
  state.turn.last = ending.outcome;
  state.turn.why = ending.outcome === 'failed' ? (ending.reason ?? null) : null;
  // The reducer interrupts what runs when a turn is cancelled; calls that still end do so late.
  emit(reading, { kind: 'turn.ended', ...ending });
}

export function requestAttention(
  reading: Reading,
  request: {
    id: string;
    reason: 'permission' | 'question';
    text: string;
    call?: string | undefined;
  },
): void {
  reading.state.attention.add(request.id);
  emit(reading, { kind: 'attention.requested', ...request });
}

export function clearAttention(reading: Reading, id: string): void {
  if (reading.state.attention.delete(id)) emit(reading, { kind: 'attention.cleared', id });
}
