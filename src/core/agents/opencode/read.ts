import { type Json } from '../../build/content.ts';
import type { AdapterStep, RawRecord } from '../adapter.ts';
import { fitEvent } from '../emit.ts';
import { countOf, isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { learn, eventsOfRecord } from '../reading.ts';
import { readError } from './errors.ts';
import { parseMessage, readEvent } from './events.ts';
import { endMessage, readMessage, readSessionInfo } from './messages.ts';
import { readPart, readWaiting } from './parts.ts';
import { eventSchema, reasonOf, runSchema } from './schemas.ts';
import { type OpenCodeState, type Reading } from './state.ts';
import { endTurn, settleTurn } from './turns.ts';

/** Reads one record of any of the formats. */
export function readOpenCode(state: OpenCodeState, record: RawRecord): AdapterStep<OpenCodeState> {
  const { value } = record;
  const reading: Reading = { state, at: record.at, events: [], changed: {}, problems: [] };
  readRecord(reading, value);
  return { state, events: eventsOfRecord(reading, 'OpenCode', record) };
}

function readRecord(reading: Reading, value: Json): void {
  if (!isObject(value)) {
    reading.problems.push('not an object');
    return;
  }
  switch (reading.state.format) {
    case 'opencode-events': {
      const event = eventOf(value);
      if (!event) return;
      const parsed = eventSchema.safeParse(event);
      if (!parsed.success) reading.problems.push(reasonOf(parsed.error));
      else {
        reading.at = timeOfEvent(parsed.data.properties as JsonObject) ?? reading.at;
        readEvent(reading, parsed.data);
        if (reading.events.length > 0)
          learnSession(reading, textOf(parsed.data.properties['sessionID']));
      }
      return;
    }
    case 'opencode-run':
      readRun(reading, value);
      return;
    case 'opencode-export':
    case 'opencode-store':
      readExport(reading, value);
  }
}

/** The event itself, without what `GET /global/event` wraps it with; null where it is a copy of another. */
export function eventOf(record: JsonObject): JsonObject | null {
  const { payload } = record;
  if (!isObject(payload)) return record;
  // The server's own replication: the same facts, numbered.
  return payload['type'] === 'sync' && !isObject(payload['properties']) ? null : payload;
}

function timeOfEvent(given: JsonObject): number | undefined {
  const time = objectOf(objectOf(given['info'])['time']);
  const told = countOf(given['time']) ?? countOf(given['timestamp']);
  return told ?? countOf(time['updated']) ?? countOf(time['created']);
}

function readRun(reading: Reading, value: JsonObject): void {
  const parsed = runSchema.safeParse(value);
  if (!parsed.success) {
    reading.problems.push(reasonOf(parsed.error));
    return;
  }
  const { part, error, timestamp } = value;
  reading.at = countOf(timestamp) ?? reading.at;
  const { state } = reading;
  state.about.session ??= reading.changed.session = parsed.data.sessionID;
  if (parsed.data.type === 'error') {
    readError(reading, error ?? { message: 'an error' }, JSON.stringify(timestamp ?? null));
    // It may come after the last step, and the run has failed all the same.
    if (state.turn.open) settleTurn(reading);
    else state.turn.last = 'failed';
  } else if (isObject(part)) {
    // A run prints what the agent says; the user's part it does not.
    const message = textOf(part['messageID']);
    if (message !== undefined) state.roles.set(message, 'assistant');
    readPart(reading, part);
  } else reading.problems.push(`unknown type ${parsed.data.type}`);
}

/** The head, or a message with its parts; a document on one line is both at once. */
function readExport(reading: Reading, value: JsonObject): void {
  const { info, parts, messages } = value;
  if (Array.isArray(parts) && isObject(info)) readExportMessage(reading, info, parts);
  else if (isObject(info)) readSessionInfo(reading, info);
  else if (!Array.isArray(messages)) reading.problems.push('neither a session nor a message');
  for (const message of listOf(messages)) {
    if (isObject(message)) {
      readExportMessage(reading, message['info'] ?? null, listOf(message['parts']));
    } else reading.problems.push('a message that is none');
  }
}

function readExportMessage(reading: Reading, value: Json, parts: readonly Json[]): void {
  const info = parseMessage(reading, value);
  if (!info) return;
  learnSession(reading, textOf(info['sessionID']));
  readMessage(reading, info);
  for (const part of parts) readPart(reading, part);
  endMessage(reading, info);
}

/** The session's name, where nothing has told it by itself. */
function learnSession(reading: Reading, session: string | undefined): void {
  if (reading.state.about.session === undefined) learn(reading, 'session', session);
}

/** The stream has ended for good: as its last turn did. */
export function endOpenCode(state: OpenCodeState, at: number): AdapterStep<OpenCodeState> {
  if (!state.started) return { state, events: [] };
  const reading: Reading = { state, at, events: [], changed: {}, problems: [] };
  // Whose these are was never told; they are not to be lost for that.
  for (const message of state.waiting.keys()) {
    state.roles.set(message, 'assistant');
    readWaiting(reading, message);
  }
  const { open, error } = state.turn;
  if (open && error !== null) settleTurn(reading);
  else if (open) endTurn(reading, 'unknown', 'the stream ended within a turn');
  const outcome = state.turn.last ?? 'unknown';
  const reason = open && error === null ? 'the stream ended within a turn' : undefined;
  return {
    state,
    events: [...reading.events, fitEvent(at, { kind: 'build.ended', outcome, reason })],
  };
}
