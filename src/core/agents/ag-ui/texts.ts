import { objectOf, listOf, textOf } from '../json.ts';
import { type Picture, picturesIn, withPictures } from '../pictures.ts';
import { firstLine } from '../text.ts';
import { keepNewest } from '../memory.ts';
import { type AgUiMessage, type AgUiReading, emit, ensureTurn, MEMORY } from './state.ts';

type Kind = 'text' | 'reasoning';

/** Begins a message; a second one of the same id is another block. */
export function startMessage(
  { state }: AgUiReading,
  kind: Kind,
  id: string,
  role: string,
): AgUiMessage {
  const times = (state.told.get(id) ?? 0) + 1;
  state.told.set(id, times);
  keepNewest(state.told, MEMORY);
  const message = { role, block: times === 1 ? id : `${id}#${times}`, text: '' };
  state.writing.set(`${kind} ${id}`, message);
  keepNewest(state.writing, 1000);
  if (kind === 'text') state.lastText = id;
  else state.lastReasoning = id;
  return message;
}

export function appendMessage(reading: AgUiReading, kind: Kind, id: string, delta: string): void {
  const { state, parent } = reading;
  const message =
    state.writing.get(`${kind} ${id}`) ?? startMessage(reading, kind, id, 'assistant');
  if (delta === '') return;
  ensureTurn(reading);
  if (kind === 'text' && isApart(message.role)) message.text += delta;
  else emit(reading, { kind: `${kind}.appended`, block: message.block, text: delta, parent });
}

/** Words that are not the agent's are told whole, when they are. */
const isApart = (role: string) => role === 'user' || role === 'system' || role === 'developer';

export function endMessage(reading: AgUiReading, kind: Kind, id: string): void {
  end(reading, `${kind} ${id}`);
}

/** All that are being written. */
export function endMessages(reading: AgUiReading): void {
  for (const key of reading.state.writing.keys()) end(reading, key);
}

function end(reading: AgUiReading, key: string): void {
  const { state, parent } = reading;
  const message = state.writing.get(key);
  state.writing.delete(key);
  if (!message || message.text === '') return;
  if (message.role === 'user') tellUser(reading, message.block, { ...message, ...noPictures });
  else emit(reading, { kind: 'notice', text: `${message.role}: ${message.text}`, parent });
}

export function tellUser(reading: AgUiReading, id: string, words: Words): void {
  const { state, parent } = reading;
  const { text, images, pictures } = words;
  if (text === '' && images === 0) return;
  emit(reading, { kind: 'user.message', id, text, ...withPictures(pictures, images), parent });
  const title = firstLine(text, 100);
  if (state.titled || title === '') return;
  state.titled = true;
  emit(reading, { kind: 'build.updated', title });
}

/** What a message says: its text, and its pictures, whose data are not always told. */
export interface Words {
  readonly text: string;
  readonly images: number;
  readonly pictures: readonly Picture[];
}

const noPictures = { images: 0, pictures: [] };

export function wordsOf(content: unknown): Words {
  if (typeof content === 'string') return { text: content, ...noPictures };
  const parts = listOf(content).map(objectOf);
  const texts = parts.flatMap((part) => textOf(part['text']) ?? []);
  const isImage = (part: { [key: string]: unknown }) =>
    part['type'] === 'image' ||
    textOf(part['mimeType'])?.startsWith('image/') === true ||
    textOf(objectOf(part['source'])['mimeType'])?.startsWith('image/') === true;
  const images = parts.filter(isImage).length;
  return { text: texts.join('\n'), images, pictures: picturesIn(parts) };
}
