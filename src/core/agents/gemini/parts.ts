import type { Content, Json } from '../../build/content.ts';
import { isObject, listOf, objectOf, textOf } from '../json.ts';

/** Content as Gemini keeps it: a text, a part, or a list of parts `{text} | {inlineData} | …`. */
const partsOf = (content: unknown): readonly Json[] =>
  Array.isArray(content) ? listOf(content) : [content as Json];

/** The text of a content; thoughts among its parts are none of it. */
export function wordsOf(content: unknown): string {
  return partsOf(content)
    .map((part) => {
      if (typeof part === 'string') return part;
      const given = objectOf(part);
      return given['thought'] === true ? '' : (textOf(given['text']) ?? '');
    })
    .join('');
}

export function imagesOf(content: unknown): Content[] {
  return partsOf(content).flatMap((part) => {
    const data = objectOf(objectOf(part)['inlineData']);
    const [mime, base64] = [textOf(data['mimeType']), textOf(data['data'])];
    if (mime === undefined || base64 === undefined || !mime.startsWith('image/')) return [];
    return [{ as: 'image', mime, base64 }];
  });
}

/** Answers to calls are kept as messages of the user; the calls themselves have them. */
export function isAnswer(content: unknown): boolean {
  return partsOf(content).some((part) => isObject(part) && 'functionResponse' in part);
}

/** What a call gave back: `[{functionResponse: {response: {output | error}}}, …]`. */
export function responseOf(result: unknown): { output?: string; error?: string } {
  for (const part of partsOf(result).map(objectOf)) {
    const response = objectOf(objectOf(part['functionResponse'])['response']);
    const [output, error] = [textOf(response['output']), textOf(response['error'])];
    if (error !== undefined) return { error };
    if (output !== undefined) return { output };
  }
  const text = wordsOf(result);
  return text === '' ? {} : { output: text };
}
