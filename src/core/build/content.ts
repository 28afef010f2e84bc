import { z } from 'zod';

/**
 * Levels of arrays and objects in one JSON body. Schemas, `JSON.stringify` and everything else that
 * recurses run out of stack on a deeper one, each end at another depth, and agents can be made to
 * print it.
 */
const DEPTH_LIMIT = 200;

/** Whether a JSON value has no more levels than that: found without recursion. */
export function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= DEPTH_LIMIT; depth += 1) {
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    );
    if (level.length === 0) return true;
  }
  return false;
}

/** Whether a value is what JSON can say, and nothing else. It recurses: only for what is shallow. */
function isJson(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      if (value === null) return true;
      if (Array.isArray(value)) return value.every(isJson);
      return isPlain(value) && Object.values(value).every(isJson);
    default:
      return false;
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Parts of one body, and attachments of one message; more are not told. */
export const MOST_PARTS = 32;

const single = z.discriminatedUnion('as', [
  z.object({ as: z.literal('text'), text: z.string() }),
  z.object({
    as: z.literal('json'),
    // Taken as it is: zod's own schema of JSON copies it, piece by piece.
    json: z
      .unknown()
      .refine(isShallow, 'nested too deeply')
      .pipe(z.custom<Json>(isJson, 'not JSON')),
  }),
  z.object({ as: z.literal('image'), mime: z.string(), base64: z.string() }),
  z.object({
    as: z.literal('cut'),
    mime: z.string(),
    /** Size of the whole in UTF-8 bytes. */
    bytes: z.number().int().nonnegative(),
    /** Lines of the whole; 0 where lines mean nothing. */
    lines: z.number().int().nonnegative(),
    preview: z.string(),
    /** Key of the whole under `/v1/payloads/`. */
    payload: z.string(),
  }),
]);

/**
 * A body of any size: what a tool was given or gave back, a raw record, an image; or several of them
 * in their order, as a result with words and pictures has.
 *
 * `cut` is what the store leaves in an event when the body is large: a preview, the full size, and
 * the key under which the whole can be fetched.
 */
export const contentSchema = z.discriminatedUnion('as', [
  ...single.options,
  z.object({ as: z.literal('parts'), parts: z.array(single).max(MOST_PARTS) }),
]);

/** A body that is not made of others. */
export type SingleContent = z.infer<typeof single>;
export type Content = z.infer<typeof contentSchema>;
export type Json = z.infer<ReturnType<typeof z.json>>;

export const textContent = (text: string): SingleContent => ({ as: 'text', text });
export const jsonContent = (json: Json): SingleContent => ({ as: 'json', json });

/** One body of several; what stands past the limit is said and not kept. */
export function joinContents(contents: readonly SingleContent[]): Content | undefined {
  const [first, ...others] = contents;
  if (!first || others.length === 0) return first;
  if (contents.length <= MOST_PARTS) return { as: 'parts', parts: [...contents] };
  const kept = contents.slice(0, MOST_PARTS - 1);
  const left = textContent(`[${contents.length - kept.length} more parts are not kept]`);
  return { as: 'parts', parts: [...kept, left] };
}

/** The content as plain text: what search, copy and previews use. JSON is indented by two. */
export function contentText(content: Content): string {
  switch (content.as) {
    case 'text':
      return content.text;
    case 'json':
      return JSON.stringify(content.json, null, 2);
    case 'image':
      return `[${content.mime}]`;
    case 'cut':
      return content.preview;
    case 'parts':
      return content.parts.map(contentText).join('\n');
  }
}

/** Whether a field of an event that was checked is a body. */
export const isContent = (value: unknown): value is Content =>
  typeof value === 'object' && value !== null && 'as' in value;

/** Whether it is a picture, whatever has become of its data. */
export const isPicture = (content: Content): boolean =>
  content.as === 'image' || (content.as === 'cut' && content.mime.startsWith('image/'));
