import type { Outcome } from '../../build/event.ts';
import { emit } from '../reading.ts';
import { type Reading, remember } from './state.ts';

/** A message of the user begins a turn; one that is still open ended without a word. */
export function startTurn(reading: Reading, message: string): void {
  const { state } = reading;
  if (!remember(state.turns, message)) return;
  // A message that comes while the agent works is answered within the same turn.
  const isLive = state.format === 'opencode-events' || state.format === 'opencode-store';
  if (state.turn.open && isLive) return;
  if (state.turn.open) endTurn(reading, 'unknown', 'the next turn began');
  open(reading, message);
}

/** Work means that a turn is on, whoever began it. */
export function ensureTurn(reading: Reading): void {
  if (!reading.state.turn.open) open(reading, null);
}

function open(reading: Reading, message: string | null): void {
  const { turn } = reading.state;
  turn.open = true;
  turn.id = message;
  turn.error = null;
  emit(reading, { kind: 'turn.started', turn: message ?? undefined });
}

export function endTurn(reading: Reading, outcome: Outcome, reason?: string): void {
  const { state } = reading;
  if (!state.turn.open) return;
  for (const id of state.attention.keys()) emit(reading, { kind: 'attention.cleared', id });
  state.attention.clear();
  state.turn.open = false;
  state.turn.last = outcome;
  emit(reading, { kind: 'turn.ended', outcome, reason });
}

/** The agent has nothing more to do: the turn ends as its errors say. */
export function settleTurn(reading: Reading): void {
  const { error } = reading.state.turn;
  if (error === null) endTurn(reading, 'succeeded');
  else if (error === ABORTED) endTurn(reading, 'cancelled', 'interrupted');
  else endTurn(reading, 'failed', error);
}

/** Takes the place of an error's words in a turn that the user stopped. */
export const ABORTED = 'MessageAbortedError';
