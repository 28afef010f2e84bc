import { jsonContent } from '../../build/content.ts';
import type { BuildEvent } from '../../build/event.ts';
import type { AdapterStep, RawRecord } from '../adapter.ts';
import { fitEvent } from '../emit.ts';
import { isObject, type JsonObject } from '../json.ts';
import { clip } from '../text.ts';
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
  if (!isObject(record)) {
    return { state, events: [unrecognised(state, raw, raw.at, 'not an object')] };
  }
  const at = time(record) ?? raw.at;
  const reading: Reading = { state, at, events: [], changed: {}, problems: [] };
  read(reading, record);
  const { events, problems } = reading;
  if (problems.length > 0) events.push(unrecognised(state, raw, at, problems.join('; ')));
  return { state, events: [...told(reading), ...events] };
}

function told({ state, at, events, changed }: Reading): BuildEvent[] {
  if (!state.started) {
    if (events.length === 0) return [];
    state.started = true;
    return [fitEvent(at, { kind: 'build.started', agent: 'Codex', ...state.about })];
  }
  if (Object.keys(changed).length === 0) return [];
  return [fitEvent(at, { kind: 'build.updated', ...changed })];
}

function unrecognised(state: CodexState, raw: RawRecord, at: number, reason: string): BuildEvent {
  const { format } = state;
  const event = { kind: 'unrecognised', format, reason: clip(reason, 400) } as const;
  return fitEvent(at, { ...event, raw: jsonContent(raw.value) });
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

/** The mean of how sure each record makes this format; 0 for no records. */
export function meanOf(records: readonly unknown[], sureness: (record: unknown) => number): number {
  if (records.length === 0) return 0;
  return records.reduce<number>((sum, record) => sum + sureness(record), 0) / records.length;
}
