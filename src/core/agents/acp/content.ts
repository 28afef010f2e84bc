import {
  type Content,
  joinContents,
  type Json,
  jsonContent,
  textContent,
} from '../../build/content.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { type Picture, pictureIn, picturesIn } from '../pictures.ts';

/** What a message says: its text, and its pictures, whose data are not always told. */
export interface Words {
  readonly text: string;
  readonly images: number;
  readonly pictures: readonly Picture[];
}

/** What content blocks say. */
export function wordsOf(blocks: readonly Json[]): Words {
  const words = blocks.map((block) => wordOf(objectOf(block)));
  const images = blocks.filter((block) => objectOf(block)['type'] === 'image').length;
  const text = words.filter((word) => word !== '').join('\n');
  return { text, images, pictures: picturesIn(blocks) };
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

/** What a call gave back: its words and its pictures; without content the agent's own `rawOutput`. */
export function outputOf(
  content: readonly JsonObject[],
  rawOutput: Json | undefined,
): Content | undefined {
  const blocks = content.flatMap((item) =>
    item['type'] === 'content' && isObject(item['content']) ? [item['content']] : [],
  );
  const contents = blocks.flatMap((block) => {
    const word = wordOf(block);
    return pictureIn(block) ?? (word === '' ? [] : textContent(word));
  });
  const isText = contents.every(({ as }) => as === 'text');
  if (contents.length > 0)
    return isText ? textContent(wordsOf(blocks).text) : joinContents(contents);
  if (rawOutput === undefined || rawOutput === null) return undefined;
  return typeof rawOutput === 'string' ? textContent(rawOutput) : jsonContent(rawOutput);
}

export const objectsOf = (value: unknown): JsonObject[] => listOf(value).filter(isObject);
