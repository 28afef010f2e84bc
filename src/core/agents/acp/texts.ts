import type { JsonObject } from '../json.ts';
import { firstLine } from '../text.ts';
import { keepNewest } from '../memory.ts';
import { pictureIn, withPictures } from '../pictures.ts';
import { wordOf, type Words } from './content.ts';
import { type AcpBlock, type AcpReading, emit } from './state.ts';
import { ensureTurn } from './turns.ts';

const MOST_MESSAGES = 2000;

/**
 * A piece of what the agent says or thinks. Pieces have no end mark: another kind of update begins a
 * new block, and so does another message where messages have ids.
 */
export function readPiece(
  reading: AcpReading,
  kind: AcpBlock['kind'],
  content: JsonObject,
  messageId: string | undefined,
  parent: string | undefined,
): void {
  const picture = pictureIn(content);
  if (picture) {
    ensureTurn(reading);
    closeBlock(reading, parent);
    reading.state.blocks += 1;
    const block = `b${reading.state.blocks}`;
    emit(reading, { kind: 'attachment.added', block, content: picture, parent });
    return;
  }
  const text = content['type'] === 'image' ? '[image]' : wordOf(content);
  if (text === '') return;
  ensureTurn(reading);
  const block = blockOf(reading, kind, messageId, parent ?? '');
  emit(reading, { kind: `${kind}.appended`, block, text, parent });
}

/** The whole of a message, as later versions of the protocol send it. */
export function readWhole(
  reading: AcpReading,
  kind: AcpBlock['kind'],
  { text, pictures }: Words,
  messageId: string,
  parent: string | undefined,
): void {
  ensureTurn(reading);
  const block = blockOf(reading, kind, messageId, parent ?? '');
  emit(reading, { kind: `${kind}.appended`, block, text, replace: true, parent });
  pictures.forEach((content, index) =>
    emit(reading, { kind: 'attachment.added', block: `${block}/${index}`, content, parent }),
  );
}

function blockOf(
  { state }: AcpReading,
  kind: AcpBlock['kind'],
  messageId: string | undefined,
  thread: string,
): string {
  const present = state.writing.get(thread);
  const named = messageId === undefined ? undefined : `${thread} ${kind} ${messageId}`;
  const known = named === undefined ? undefined : state.messages.get(named);
  if (known !== undefined) return known;
  if (named === undefined && present?.kind === kind) return present.block;
  state.blocks += 1;
  const block = `b${state.blocks}`;
  state.writing.set(thread, { kind, block });
  if (named !== undefined) {
    state.messages.set(named, block);
    keepNewest(state.messages, MOST_MESSAGES);
  }
  return block;
}

/** What comes next in this conversation is a new block. */
export function closeBlock(reading: AcpReading, parent: string | undefined): void {
  reading.state.writing.delete(parent ?? '');
}

/** A piece of what the user said: it is told when something else comes. */
export function hear(reading: AcpReading, content: JsonObject, parent: string | undefined): void {
  const { state } = reading;
  if (state.heard && state.heard.parent !== parent) tellHeard(reading);
  closeBlock(reading, parent);
  state.heard ??= { text: '', images: 0, pictures: [], parent };
  if (content['type'] !== 'image') {
    state.heard.text += wordOf(content);
    return;
  }
  const picture = pictureIn(content);
  state.heard.images += 1;
  if (picture) state.heard.pictures.push(picture);
}

export function tellHeard(reading: AcpReading): void {
  const { state } = reading;
  const { heard } = state;
  if (!heard) return;
  state.heard = null;
  const plain = (text: string) => text.replace(/\s+/g, '');
  // The agent says the prompt again that has been told already.
  if (state.prompt !== null && plain(state.prompt) === plain(heard.text)) return;
  tellUser(reading, heard, heard.parent);
}

export function tellUser(reading: AcpReading, words: Words, parent?: string): void {
  const { state } = reading;
  const { text, images, pictures } = words;
  if (text.trim() === '' && images === 0) return;
  state.hasContent = true;
  emit(reading, { kind: 'user.message', text, ...withPictures(pictures, images), parent });
  const title = firstLine(text, 100);
  if (state.titled || title === '' || parent !== undefined) return;
  state.titled = true;
  emit(reading, { kind: 'build.updated', title });
}
