import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import type { Json } from '../../build/content.ts';
import { emit } from '../reading.ts';
import { readPermission, readQuestion, readReply } from './attention.ts';
import { readError, readRetry } from './errors.ts';
import { isHidden } from './hidden.ts';
import { endMessage, readMessage, readSessionInfo } from './messages.ts';
import { readNext } from './next.ts';
import { readPart, readWaiting } from './parts.ts';
import {
  deltaSchema,
  type MessageInfo,
  messageInfoSchema,
  type OpenCodeEvent,
  reasonOf,
} from './schemas.ts';
import { type Reading, remember } from './state.ts';
import { addText } from './texts.ts';
import { tellPlan } from './tools.ts';
import { ensureTurn, settleTurn } from './turns.ts';

/** One event of the server. */
export function readEvent(reading: Reading, event: OpenCodeEvent): void {
  const { state } = reading;
  if (event.id !== undefined && !remember(state.seen, event.id)) return;
  const { type } = event;
  const given = event.properties as JsonObject;
  if (type.startsWith('session.next.')) {
    // Some versions tell a session both ways.
    state.family ??= 'next';
    if (state.family === 'parts' || readNext(reading, type.slice(13), given)) return;
  } else if (readKnown(reading, type, given)) return;
  if (!isHidden(type)) reading.problems.push(`unknown event ${type}`);
}

/** Whether the type is one that is read. */
function readKnown(reading: Reading, type: string, given: JsonObject): boolean {
  const { state } = reading;
  switch (type) {
    case 'session.created':
    case 'session.updated':
      readSessionInfo(reading, given['info']);
      return true;
    case 'session.deleted':
      emit(reading, { kind: 'notice', text: 'The session was deleted' });
      return true;
    case 'session.compacted':
      emit(reading, { kind: 'notice', text: 'The conversation was compacted' });
      return true;
    case 'session.status':
      readStatus(reading, objectOf(given['status']));
      return true;
    case 'session.idle':
      settleTurn(reading);
      return true;
    case 'session.error':
      readError(reading, given['error']);
      return true;
    case 'message.updated':
      if (isObject(given['info'])) readMessageEvent(reading, given['info']);
      else reading.problems.push('message.updated: no message');
      return true;
    case 'message.removed':
      emit(reading, { kind: 'notice', text: 'A message was taken back' });
      return true;
    case 'message.part.updated':
      if (state.family === 'next') return true;
      state.family = 'parts';
      readPart(reading, given['part']);
      return true;
    case 'message.part.delta':
      if (state.family !== 'next') readDelta(reading, given);
      return true;
    case 'message.part.removed':
      return true;
    case 'todo.updated':
      tellPlan(reading, given['todos']);
      return true;
    case 'permission.asked':
    case 'permission.updated':
    case 'permission.v2.asked':
      readPermission(reading, given);
      return true;
    case 'question.asked':
    case 'question.v2.asked':
      readQuestion(reading, given);
      return true;
    case 'permission.replied':
    case 'permission.v2.replied':
    case 'question.replied':
    case 'question.rejected':
    case 'question.v2.replied':
    case 'question.v2.rejected':
      readReply(reading, given);
      return true;
    default:
      return false;
  }
}

export function readStatus(reading: Reading, status: JsonObject): void {
  if (status['type'] === 'idle') settleTurn(reading);
  if (status['type'] !== 'retry') return;
  readRetry(reading, status['attempt'], textOf(status['message']) ?? 'the model failed');
}

function readMessageEvent(reading: Reading, value: Json): void {
  const info = parseMessage(reading, value);
  if (!info || reading.state.family === 'next') return;
  readMessage(reading, info);
  readWaiting(reading, info.id);
  endMessage(reading, info);
}

/** The message, or null and a problem. */
export function parseMessage(reading: Reading, value: Json): MessageInfo | null {
  const info = messageInfoSchema.safeParse(value);
  if (info.success) return info.data;
  reading.problems.push(`message: ${reasonOf(info.error)}`);
  return null;
}

function readDelta(reading: Reading, given: JsonObject): void {
  const parsed = deltaSchema.safeParse(given);
  if (!parsed.success) {
    reading.problems.push(`delta: ${reasonOf(parsed.error)}`);
    return;
  }
  const { partID, field, delta } = parsed.data;
  const kind = reading.state.texts.get(partID)?.kind ?? 'text';
  if (field === 'text') addText(reading, partID, kind, delta);
  else ensureTurn(reading);
}
