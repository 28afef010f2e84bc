import {
  type Json,
  jsonContent,
  MOST_PARTS,
  type SingleContent,
  textContent,
} from '../build/content.ts';
import { objectOf, textOf } from './json.ts';

export type Picture = Extract<SingleContent, { as: 'image' }>;

/**
 * The picture in a part of a message or a result, where its data are there. Formats agree on little
 * but that it is base64: `{type: image, source: {data, media_type}}` (Anthropic), `{type: image,
 * data, mimeType}` (MCP, ACP), `{inlineData: {data, mimeType}}` (Gemini), `{source: {value,
 * mimeType}}` (AG-UI), or an address that holds the data (`url`, `image_url`).
 */
export function pictureIn(part: unknown): Picture | null {
  const given = objectOf(part);
  const inline = objectOf(given['inlineData'] ?? given['inline_data'] ?? given['source']);
  const isNamed = given['type'] === 'image' || given['type'] === 'input_image';
  for (const one of [inline, given]) {
    const base64 = textOf(one['data']) ?? textOf(one['value']) ?? textOf(one['base64']);
    const mime = textOf(one['mimeType']) ?? textOf(one['media_type']) ?? textOf(one['mime_type']);
    if (base64 === undefined || !isBase64(base64)) continue;
    if (mime?.startsWith('image/') ?? isNamed) {
      return { as: 'image', mime: mime ?? 'image/png', base64 };
    }
  }
  const address = given['image_url'] ?? given['imageUrl'] ?? given['url'] ?? inline['url'];
  return pictureAt(textOf(address) ?? textOf(objectOf(address)['url']) ?? '');
}

/** The picture that an address of the scheme `data:` holds. */
export function pictureAt(address: string): Picture | null {
  // The head alone is matched: the data may be of many megabytes.
  const [head, mime] = /^data:(image\/[\w.+-]+)(?:;[\w=.-]+)*;base64,/i.exec(address) ?? [];
  if (head === undefined || mime === undefined) return null;
  return { as: 'image', mime: mime.toLowerCase(), base64: address.slice(head.length) };
}

/** Addresses have other signs. */
const isBase64 = (text: string): boolean => /^[\w+/=\s-]*$/.test(text.slice(0, 64));

/** Parts of a result in their order: texts in a row as one, pictures, the rest as it came. */
export function contentsOf(parts: readonly Json[]): SingleContent[] {
  const contents: SingleContent[] = [];
  for (const part of parts) {
    const text = typeof part === 'string' ? part : objectOf(part)['text'];
    const before = contents.at(-1);
    if (typeof text !== 'string') contents.push(pictureIn(part) ?? jsonContent(part));
    else if (before?.as === 'text') {
      contents[contents.length - 1] = textContent(`${before.text}\n${text}`);
    } else contents.push(textContent(text));
  }
  return contents;
}

export const picturesIn = (parts: readonly unknown[]): Picture[] =>
  parts.flatMap((part) => pictureIn(part) ?? []);

/**
 * The pictures of a user's message, as the event carries them.
 * @param count how many there are, where not all of them are told
 */
export function withPictures(pictures: readonly Picture[], count = pictures.length) {
  const attachments = pictures.slice(0, MOST_PARTS);
  return {
    images: count > 0 ? count : undefined,
    attachments: attachments.length > 0 ? attachments : undefined,
  };
}
