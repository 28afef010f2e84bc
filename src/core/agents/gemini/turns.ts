import type { Outcome } from '../../build/event.ts';
import { emit } from '../reading.ts';
import { type Reading } from './state.ts';

/** Begins a turn; one that is still open ended as it looked. */
export function startTurn(reading: Reading, turn?: string): void {
  const { state } = reading;
  settleTurn(reading);
  state.turn.open = true;
  state.turn.count += 1;
  state.turn.ending = 'unknown';
  state.turn.reason = undefined;
  emit(reading, { kind: 'turn.started', turn });
}

/** Work means that a turn is on, whoever began it. */
export function ensureTurn(reading: Reading): void {
  if (!reading.state.turn.open) startTurn(reading);
}

export function endTurn(
  reading: Reading,
  outcome: Outcome,
  rest: { reason?: string | undefined; durationMs?: number | undefined } = {},
): void {
  const { state } = reading;
  if (!state.turn.open) return;
  for (const id of state.attention) emit(reading, { kind: 'attention.cleared', id });
  state.attention.clear();
  state.turn.open = false;
  state.turn.last = outcome;
  emit(reading, { kind: 'turn.ended', outcome, ...rest });
}

export function settleTurn(reading: Reading): void {
  const { ending, reason } = reading.state.turn;
  endTurn(reading, ending, { reason });
}

/** Notes what the turn would end as if nothing more came. */
export function looksLike(reading: Reading, ending: Outcome, reason?: string): void {
  reading.state.turn.ending = ending;
  reading.state.turn.reason = reason;
}
