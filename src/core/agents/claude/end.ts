import type { AdapterStep } from '../adapter.ts';
import { fitEvent } from '../emit.ts';
import type { ClaudeState } from './state.ts';

/**
 * The stream has ended for good: as its last turn did, or nobody knows how when that was still open.
 * Neither format has a record for it.
 */
export function endClaude(state: ClaudeState, at: number): AdapterStep<ClaudeState> {
  if (!state.started) return { state, events: [] };
  const { open, last, why } = state.turn;
  const outcome = open || last === null ? 'unknown' : last;
  const reason = open ? 'the stream ended within a turn' : (why ?? undefined);
  return { state, events: [fitEvent(at, { kind: 'build.ended', outcome, reason })] };
}
