import type { Json } from '../../build/content.ts';
import { isObject, listOf, objectOf, textOf } from '../json.ts';
import { type Picture, picturesIn } from '../pictures.ts';

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

/** The pictures of a content; those that a call gave back may stand within its answer. */
export const picturesOf = (content: unknown): Picture[] =>
  partsOf(content).flatMap((part) => {
    const answer = objectOf(objectOf(part)['functionResponse']);
    return [...picturesIn([part]), ...picturesIn(listOf(answer['parts']))];
  });

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
