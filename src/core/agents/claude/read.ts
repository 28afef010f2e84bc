import { jsonContent } from '../../build/content.ts';
import type { BuildEvent } from '../../build/event.ts';
import type { AdapterStep, RawRecord } from '../adapter.ts';
import { fitEvent } from '../emit.ts';
import { isObject, textOf, timeOf } from '../json.ts';
import { learn, newsOfBuild } from '../reading.ts';
import { readAssistant } from './assistant.ts';
import { hidden } from './hidden.ts';
import { otherReaders } from './others.ts';
import { readPartial } from './partials.ts';
import { readProgress } from './progress.ts';
import { readResult } from './result.ts';
import type { ClaudeState, Reading } from './state.ts';
import { readSystem } from './system.ts';
import { threadOf } from './threads.ts';
import { readUser } from './user.ts';

const readers = new Map<string, (reading: Reading) => void>([
  ...otherReaders,
  ['assistant', readAssistant],
  ['user', readUser],
  ['system', readSystem],
  ['stream_event', readPartial],
  ['result', readResult],
  ['progress', readProgress],
]);

/**
 * Reads one record of either format of Claude Code; they share all that matters. What a record says
 * of the build as a whole is told first, then what happened, then what was not understood.
 */
export function readClaude(state: ClaudeState, raw: RawRecord): AdapterStep<ClaudeState> {
  const { value: record } = raw;
  if (!isObject(record)) return { state, events: [unrecognised(state, raw, 'not an object')] };
  const type = textOf(record['type']);
  if (type === undefined) return { state, events: [unrecognised(state, raw, 'no type')] };
  const uuid = textOf(record['uuid']);
  if (uuid !== undefined && isCopy(state, type, uuid)) return { state, events: [] };

  const at = timeOf(record['timestamp']) ?? raw.at;
  const parent = threadOf(state, record);
  const events: BuildEvent[] = [];
  const reading = {
    state,
    record,
    at,
    uuid,
    parent,
    events,
    changed: {},
    problems: [] as string[],
  };
  learnAbout(reading);
  const read = readers.get(type);
  if (read) read(reading);
  else if (!hidden.has(type)) reading.problems.push(`unknown type ${type}`);

  if (reading.problems.length > 0) {
    events.push(unrecognised(state, { value: record, at }, reading.problems.join('; ')));
  }
  return { state, events: [...newsOfBuild(reading, 'Claude Code'), ...events] };
}

/** Whether the record was read before: history is copied when a session is resumed. */
function isCopy(state: ClaudeState, type: string, uuid: string): boolean {
  // Pieces of a stream are many, and a replayed message is known by its own id.
  if (type === 'stream_event') return false;
  if (state.seen.has(uuid)) return true;
  state.seen.add(uuid);
  return false;
}

function learnAbout(reading: Reading): void {
  const { record, state } = reading;
  learnSession(reading);
  learn(reading, 'agentVersion', textOf(record['version']));
  // The directory names the project: where the agent goes later does not move the build.
  if (state.about.cwd === undefined) learn(reading, 'cwd', textOf(record['cwd']));
}

/**
 * The file of a sub-agent carries the session of its caller in every line, and its own name beside
 * it. Only its first line tells it from an older transcript, which has side chains within.
 */
function learnSession(reading: Reading): void {
  const { record, state } = reading;
  const session = textOf(record['session_id']) ?? textOf(record['sessionId']);
  const agent = textOf(record['agentId']);
  const isFirst = state.about.session === undefined;
  if (isFirst && session !== undefined && record['isSidechain'] === true && agent !== undefined) {
    learn(reading, 'session', agent);
    learn(reading, 'parentSession', session);
  } else if (state.about.parentSession === undefined) learn(reading, 'session', session);
}

function unrecognised(state: ClaudeState, raw: RawRecord, reason: string): BuildEvent {
  const { format } = state;
  return fitEvent(raw.at, { kind: 'unrecognised', format, reason, raw: jsonContent(raw.value) });
}
