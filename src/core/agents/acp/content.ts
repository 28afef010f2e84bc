import { type Content, type Json, jsonContent, textContent } from '../../build/content.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';

/** What content blocks say, as text, and how many pictures are among them. */
export function wordsOf(blocks: readonly Json[]): { text: string; images: number } {
  const words = blocks.map((block) => wordOf(objectOf(block)));
  const images = blocks.filter((block) => objectOf(block)['type'] === 'image').length;
  return { text: words.filter((word) => word !== '').join('\n'), images };
}

export function wordOf(block: JsonObject): string {
  switch (block['type']) {
    case 'text':
      return typeof block['text'] === 'string' ? block['text'] : '';
    case 'image':
      return '';
    case 'audio':
      return '[audio]';
    case 'resource_link':
      return `[${textOf(block['title']) ?? textOf(block['name']) ?? 'resource'}](${textOf(block['uri']) ?? ''})`;
    case 'resource': {
      const resource = objectOf(block['resource']);
      return textOf(resource['text']) ?? textOf(resource['uri']) ?? '[resource]';
    }
    default:
      return Object.keys(block).length === 0 ? '' : JSON.stringify(block);
  }
}

/**
 * What a call gave back: its text, then its picture; several pictures stay as they are. Without
 * content the agent's own `rawOutput` stands for it.
 */
export function outputOf(content: readonly JsonObject[], rawOutput: Json | undefined): Content[] {
  const blocks = content.flatMap((item) =>
    item['type'] === 'content' && isObject(item['content']) ? [item['content']] : [],
  );
  const { text } = wordsOf(blocks);
  const images = blocks.flatMap((block) => imageOf(block) ?? []);
  if (images.length > 1) return [jsonContent([...blocks])];
  if (text !== '' || images.length > 0) {
    return text === '' ? images : [textContent(text), ...images];
  }
  if (rawOutput === undefined || rawOutput === null) return [];
  return [typeof rawOutput === 'string' ? textContent(rawOutput) : jsonContent(rawOutput)];
}

function imageOf(block: JsonObject): Content | null {
  const { type, data, mimeType } = block;
  if (type !== 'image' || typeof data !== 'string' || data === '') return null;
  return { as: 'image', mime: textOf(mimeType) ?? 'image/png', base64: data };
}

export const objectsOf = (value: unknown): JsonObject[] => listOf(value).filter(isObject);
