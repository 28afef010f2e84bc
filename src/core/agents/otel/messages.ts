import type { Json } from '../../build/content.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { type Picture, pictureIn, withPictures } from '../pictures.ts';
import { firstLine } from '../text.ts';
import { keepNewest } from '../memory.ts';
import { contentOf, endCall, startCall } from './calls.ts';
import { jsonOf } from './otlp.ts';
import { agentAround, emit, ensureTurn, get, type OtelReading } from './state.ts';

/**
 * `gen_ai.input.messages` and `gen_ai.output.messages`: lists of `{role, parts: [{type, …}]}`. A request
 * repeats all that was said before; each thing is told once.
 */
export function readMessages(reading: OtelReading): void {
  for (const message of messagesIn(get(reading, 'gen_ai.input.messages')))
    readInput(reading, message);
  const output = messagesIn(get(reading, 'gen_ai.output.messages'));
  for (const [index, message] of output.entries()) readOutput(reading, message, index);
}

const messagesIn = (value: Json | undefined) => listOf(jsonOf(value)).map(objectOf);

/** Parts, or the plain text that earlier conventions had. */
function partsOf(message: JsonObject): JsonObject[] {
  if (Array.isArray(message['parts'])) return message['parts'].map(objectOf);
  const { content } = message;
  return typeof content === 'string' ? [{ type: 'text', content }] : listOf(content).map(objectOf);
}

const wordsOf = (part: JsonObject) => textOf(part['content']) ?? textOf(part['text']);

/** A call's answer, and what the user said: what the model said itself its own span tells. */
function readInput(reading: OtelReading, message: JsonObject): void {
  const parts = partsOf(message);
  for (const part of parts) {
    const call = textOf(part['id']);
    if (part['type'] !== 'tool_call_response' || call === undefined) continue;
    endCall(reading, call, 'succeeded', {
      output: contentOf(part['response'] ?? part['result'] ?? part['content']),
    });
  }
  if (message['role'] !== 'user') return;
  const texts = parts.filter(({ type }) => type === 'text').flatMap((part) => wordsOf(part) ?? []);
  const images = parts.filter(({ modality }) => modality === 'image').length;
  const pictures = parts.flatMap((part) => pictureOf(part) ?? []);
  const text = texts.join('\n');
  if ((text === '' && images === 0) || isTold(reading, `user ${text}`)) return;
  ensureTurn(reading);
  const parent = agentAround(reading);
  emit(reading, { kind: 'user.message', text, ...withPictures(pictures, images), parent });
  const title = firstLine(text, 100);
  if (reading.state.titled || title === '' || parent !== undefined) return;
  reading.state.titled = true;
  emit(reading, { kind: 'build.updated', title });
}

/** `{type: blob, modality: image, mime_type, content}`: the data as a part of a message. */
function pictureOf({ type, mime_type, content }: JsonObject): Picture | null {
  return type === 'blob'
    ? pictureIn({ mime_type: mime_type ?? null, data: content ?? null })
    : null;
}

function readOutput(reading: OtelReading, message: JsonObject, index: number): void {
  for (const [place, part] of partsOf(message).entries()) {
    const text = wordsOf(part);
    if (part['type'] === 'tool_call') {
      const call = textOf(part['id']);
      if (call !== undefined) {
        startCall(reading, call, textOf(part['name']) ?? 'unknown', part['arguments']);
      }
    } else if (part['type'] === 'blob') {
      const content = pictureOf(part);
      const block = `${reading.item.span || `log${reading.state.said.size}`}/${index}/${place}`;
      if (!content || isTold(reading, `blob ${content.base64}`)) continue;
      ensureTurn(reading);
      emit(reading, { kind: 'attachment.added', block, content, parent: agentAround(reading) });
    } else if (text !== undefined && (part['type'] === 'text' || part['type'] === 'reasoning')) {
      // An agent's span says the last answer of its model again.
      if (isTold(reading, `${part['type']} ${text}`)) continue;
      ensureTurn(reading);
      const kind = part['type'] === 'text' ? 'text.appended' : 'reasoning.appended';
      const block = `${reading.item.span || `log${reading.state.said.size}`}/${index}/${place}`;
      emit(reading, { kind, block, text, parent: agentAround(reading) });
    }
  }
}

/** Told within this trace before; a long text is known by its length and its ends. */
function isTold({ state, item }: OtelReading, words: string): boolean {
  const key =
    words.length <= 400 ? words : `${words.length} ${words.slice(0, 200)}…${words.slice(-200)}`;
  const named = `${item.trace} ${key}`;
  if (state.said.has(named)) return true;
  state.said.add(named);
  keepNewest(state.said, 10_000);
  return false;
}
