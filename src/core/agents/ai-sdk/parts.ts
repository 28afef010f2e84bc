import type { Picture } from '../pictures.ts';
import { type AiSdkReading, emit, endTurn, ensureTurn } from './state.ts';

type Kind = 'text' | 'reasoning';

/** `start`: a message, and with it a turn; one that was never finished ended as nobody knows how. */
export function startMessage(reading: AiSdkReading, messageId: string | undefined): void {
  const { state } = reading;
  endTurn(reading, 'cancelled', 'the next message began');
  state.messages += 1;
  state.message = messageId === undefined || messageId === '' ? `m${state.messages}` : messageId;
  state.step = 0;
  state.parts.clear();
  ensureTurn(reading);
}

/** Ids of parts are only unique within a step. */
export function startStep(reading: AiSdkReading): void {
  reading.state.step += 1;
  reading.state.parts.clear();
}

export function startPart(reading: AiSdkReading, kind: Kind | 'picture', id: string): void {
  const { state } = reading;
  ensureTurn(reading);
  const name = `${state.message}/${state.step}/${id}`;
  const times = (state.names.get(`${kind} ${name}`) ?? 0) + 1;
  state.names.set(`${kind} ${name}`, times);
  // A message is gone on with under its id after an approval; its parts are new all the same.
  state.parts.set(`${kind} ${id}`, times === 1 ? name : `${name}#${times}`);
}

export function appendPart(reading: AiSdkReading, kind: Kind, id: string, text: string): void {
  if (text === '') return;
  const { parts } = reading.state;
  if (!parts.has(`${kind} ${id}`)) startPart(reading, kind, id);
  const block = parts.get(`${kind} ${id}`) ?? id;
  ensureTurn(reading);
  emit(reading, { kind: `${kind}.appended`, block, text });
}

export function endPart(reading: AiSdkReading, kind: Kind, id: string): void {
  reading.state.parts.delete(`${kind} ${id}`);
}

/** A picture that the model made; pictures have no ids. */
export function readPicture(reading: AiSdkReading, content: Picture): void {
  ensureTurn(reading);
  startPart(reading, 'picture', '');
  const block = reading.state.parts.get('picture ') ?? 'picture';
  emit(reading, { kind: 'attachment.added', block, content });
}
