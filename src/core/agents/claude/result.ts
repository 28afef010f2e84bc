import type { Outcome } from '../../build/event.ts';
import { countOf, listOf, objectOf, textOf } from '../json.ts';
import { emit } from '../reading.ts';
import { reasonOf, resultSchema } from './schemas.ts';
import { type Reading } from './state.ts';
import { denyCall } from './tools.ts';
import { endTurn, ensureTurn } from './turns.ts';
import { readResultUsage } from './usage.ts';

/** A `result`: the end of a turn of stream-json; the process may go on. */
export function readResult(reading: Reading): void {
  const parsed = resultSchema.safeParse(reading.record);
  if (!parsed.success) {
    reading.problems.push(reasonOf(parsed.error));
    return;
  }
  const { state, record } = reading;
  const { subtype, result } = parsed.data;
  const failed = parsed.data.is_error === true || subtype.startsWith('error');
  // While work goes on in the background results are held back, and come together in the end.
  const isLate = !state.turn.open && state.turn.owed > 0;
  if (!isLate) ensureTurn(reading);
  for (const denial of listOf(record['permission_denials']).map(objectOf)) {
    const call = textOf(denial['tool_use_id']);
    if (call !== undefined) denyCall(reading, call, undefined);
  }
  if (isLate) {
    state.turn.owed -= 1;
    readResultUsage(reading);
    return;
  }
  // The result repeats the end of what was said; where nothing was (local commands) it is the answer.
  if (!failed && !state.turn.spoke && textOf(result ?? undefined) !== undefined) {
    const block = `result/${reading.uuid ?? state.turn.count}`;
    emit(reading, { kind: 'text.appended', block, text: result ?? '' });
  }
  const errors = listOf(record['errors']).flatMap((error) => textOf(error) ?? []);
  const reason = failed ? (errors[0] ?? textOf(result ?? undefined) ?? subtype) : undefined;
  if (failed && !state.turn.interrupted) {
    const told = state.turn.error;
    for (const message of errors.length > 0 ? errors : [reason ?? subtype]) {
      if (message !== told) emit(reading, { kind: 'error', message, code: subtype });
    }
  }
  readResultUsage(reading);
  endTurn(reading, {
    outcome: outcomeOf(reading, failed),
    reason: reason ?? textOf(record['terminal_reason']),
    durationMs: countOf(record['duration_ms']),
  });
}

function outcomeOf({ state, record }: Reading, failed: boolean): Outcome {
  const terminal = textOf(record['terminal_reason']) ?? '';
  if (state.turn.interrupted || /abort|interrupt|cancel/.test(terminal)) return 'cancelled';
  return failed ? 'failed' : 'succeeded';
}
