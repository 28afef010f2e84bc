import type { AdapterStep, RawRecord } from '../adapter.ts';
import { fitEvent, unrecognised } from '../emit.ts';
import { isObject, type JsonObject } from '../json.ts';
import { newsOfBuild } from '../reading.ts';
import type { CodexState, Reading } from './state.ts';

/**
 * Reads one record with the part that knows its format. What a record says of the build as a whole is
 * told first, then what happened, then what was not understood. `time` is when the record says that it
 * was written, in milliseconds since the epoch; a record without a time has that of its arrival.
 */
export function readCodex(
  state: CodexState,
  raw: RawRecord,
  time: (record: JsonObject) => number | undefined,
  read: (reading: Reading, record: JsonObject) => void,
): AdapterStep<CodexState> {
  const { value: record } = raw;
  const fault = (at: number, reason: string) =>
    fitEvent(at, unrecognised(state.format, record, reason));
  if (!isObject(record)) return { state, events: [fault(raw.at, 'not an object')] };
  const at = time(record) ?? raw.at;
  const reading: Reading = { state, at, events: [], changed: {}, problems: [] };
  read(reading, record);
  const { events, problems } = reading;
  if (problems.length > 0) events.push(fault(at, problems.join('; ')));
  return { state, events: [...newsOfBuild(reading, 'Codex'), ...events] };
}

/**
 * The stream has ended for good: as its last turn did, or nobody knows how when that was still open.
 * No format of Codex has a record for it.
 */
export function endCodex(state: CodexState, at: number): AdapterStep<CodexState> {
  if (!state.started) return { state, events: [] };
  const { open, last } = state.turn;
  const outcome = open || last === null ? 'unknown' : last;
  const reason = open ? 'the stream ended within a turn' : undefined;
  return { state, events: [fitEvent(at, { kind: 'build.ended', outcome, reason })] };
}
