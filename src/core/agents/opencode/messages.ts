import { countOf, isObject, objectOf, textOf } from '../json.ts';
import { learn } from '../reading.ts';
import { readError } from './errors.ts';
import { type MessageInfo, sessionInfoSchema } from './schemas.ts';
import { type Reading } from './state.ts';
import { endTurn, ensureTurn, settleTurn, startTurn } from './turns.ts';
import { readUsage } from './usage.ts';

/** What is known of a session: `session.updated`, and the head of an export. */
export function readSessionInfo(reading: Reading, value: unknown): void {
  const parsed = sessionInfoSchema.safeParse(value);
  if (!parsed.success) {
    reading.problems.push('info: no session');
    return;
  }
  const info = parsed.data;
  // Events tell when they were sent; a session that is told as it stands, when it was begun and changed.
  if (reading.state.format === 'opencode-export' || reading.state.format === 'opencode-store') {
    const { created, updated } = objectOf(info['time']);
    const began = countOf(created);
    reading.at = (reading.state.started ? countOf(updated) : began) ?? began ?? reading.at;
  }
  learn(reading, 'session', info.id);
  learn(reading, 'parentSession', textOf(info['parentID']));
  learn(reading, 'title', textOf(info['title']));
  learn(reading, 'cwd', textOf(info['directory']));
  learn(reading, 'agentVersion', textOf(info['version']));
}

/** A message as it now stands; it is told again with every change. */
export function readMessage(reading: Reading, info: MessageInfo): void {
  const { state } = reading;
  state.roles.set(info.id, info.role);
  const created = countOf(objectOf(info['time'])['created']);
  if (info.role === 'user') {
    if (created !== undefined) reading.at = created;
    startTurn(reading, info.id);
    learnModel(reading, objectOf(info['model']));
    return;
  }
  learnModel(reading, info);
  learn(reading, 'cwd', textOf(objectOf(info['path'])['cwd']));
  const isOver = countOf(objectOf(info['time'])['completed']) !== undefined;
  if (!isOver && created !== undefined && !state.done.has(info.id)) ensureTurn(reading);
}

/** What a message says of itself when it is over: told after its parts. */
export function endMessage(reading: Reading, info: MessageInfo): void {
  if (info.role === 'user') return;
  const { state } = reading;
  const completed = countOf(objectOf(info['time'])['completed']);
  if (completed === undefined && !isObject(info['error'])) return;
  if (completed !== undefined) reading.at = completed;
  const isNew = !state.done.has(info.id);
  if (isObject(info['error'])) readError(reading, info['error'], info.id);
  if (!isNew) return;
  state.done.add(info.id);
  // Steps have told it already; old versions have none.
  if (!state.stepped.has(info.id)) readUsage(reading, info.id, info['tokens'], info['cost']);
  // The server says by itself when a session has come to rest.
  if (state.format === 'opencode-events') return;
  if (state.turn.error !== null) settleTurn(reading);
  else if (textOf(info['finish']) !== undefined && !goesOn(info['finish'])) {
    endTurn(reading, 'succeeded');
  }
}

/** After these reasons the model is called again. */
export const goesOn = (finish: unknown): boolean => finish === 'tool-calls' || finish === 'unknown';

function learnModel(reading: Reading, given: Record<string, unknown>): void {
  const model = textOf(given['modelID']);
  const provider = textOf(given['providerID']);
  if (model === undefined) return;
  learn(reading, 'model', provider === undefined ? model : `${provider}/${model}`);
}
