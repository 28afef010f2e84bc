import type { Json } from '../../build/content.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { appendArgs, endArgs, endCall, startCall } from './calls.ts';
import { readActivity } from './shared.ts';
import { type AgUiReading, emit } from './state.ts';
import { appendMessage, endMessage, startMessage, tellUser, wordsOf } from './texts.ts';

/** Messages as they stand: those that were not told before are told now. */
export function readSnapshot(reading: AgUiReading, messages: readonly Json[]): void {
  for (const message of messages) if (isObject(message)) readMessage(reading, message);
}

function readMessage(reading: AgUiReading, message: JsonObject): void {
  const { state } = reading;
  const { role } = message;
  const id = textOf(message['id']) ?? '';
  const words = wordsOf(message['content']);
  const { text } = words;
  if (role === 'tool') {
    const call = textOf(message['toolCallId']);
    if (call !== undefined) endCall(reading, call, message['content'], textOf(message['error']));
    return;
  }
  const isTold = id !== '' && state.told.has(id);
  if (role === 'activity') {
    const { activityType = null } = message;
    const inner = { ...reading, event: { activityType } };
    if (!isTold) readActivity(inner, id, message['content'] ?? null);
  } else if (role === 'user') {
    if (isTold) return;
    startMessage(reading, 'text', id, 'user');
    state.writing.delete(`text ${id}`);
    tellUser(reading, id || `user ${state.told.size}`, words);
  } else if (role === 'assistant' || role === 'reasoning') {
    const kind = role === 'reasoning' ? 'reasoning' : 'text';
    if (!isTold && text !== '') {
      appendMessage(reading, kind, id || `message ${state.told.size}`, text);
      endMessage(reading, kind, id);
    }
    words.pictures.forEach((content, index) => {
      const block = `${id || `message ${state.told.size}`}/${index}`;
      if (!isTold)
        emit(reading, { kind: 'attachment.added', block, content, parent: reading.parent });
    });
    for (const given of listOf(message['toolCalls']).map(objectOf)) readCall(reading, given);
  }
}

function readCall(reading: AgUiReading, given: JsonObject): void {
  const call = textOf(given['id']);
  const { name, arguments: args } = objectOf(given['function']);
  if (call === undefined || reading.state.startedCalls.has(call)) return;
  startCall(reading, call, textOf(name) ?? 'unknown');
  appendArgs(reading, call, textOf(args) ?? '');
  endArgs(reading, call);
}
