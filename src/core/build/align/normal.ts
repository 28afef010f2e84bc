import type { Content, Json } from '../content.ts';

/**
 * Fields of an input in which an agent says in its own words what it is about to do. They change
 * nothing of what is done.
 */
const spokenFields = new Set(['description', 'explanation', 'justification', 'reason']);

/** An input as it is compared: what is done, and what is said of it. */
export interface NormalInput {
  readonly done: string;
  readonly said: string;
}

/** A text in which the build's own folder has no name: two runs may have had two. */
export function normalText(text: string, cwd: string | null): string {
  const plain = text.replaceAll('\r\n', '\n').trimEnd();
  return cwd === null || cwd.length < 2 ? plain : plain.replaceAll(cwd, '.');
}

/** A body as a text that is the same for the same body: fields in one order. */
export function normalContent(content: Content, cwd: string | null): string {
  switch (content.as) {
    case 'text':
      return normalText(content.text, cwd);
    case 'json':
      return normalText(written(content.json, new Set()), cwd);
    case 'image':
      return `${content.mime} ${content.base64}`;
    case 'cut':
      return `cut ${content.payload}`;
    case 'parts':
      return content.parts.map((part) => normalContent(part, cwd)).join('\n');
  }
}

export function normalInput(input: Content, cwd: string | null): NormalInput {
  if (input.as !== 'json') return { done: normalContent(input, cwd), said: '' };
  const { json } = input;
  const said =
    typeof json === 'object' && json !== null && !Array.isArray(json)
      ? Object.entries(json).filter(([field]) => spokenFields.has(field))
      : [];
  return {
    done: normalText(written(json, spokenFields), cwd),
    said: said.map(([field, value]) => `${field} ${written(value, new Set())}`).join('\n'),
  };
}

/** JSON with sorted fields, a level an indent, and without some fields of its first level. */
function written(json: Json, without: ReadonlySet<string>): string {
  const sorted = (value: Json): Json => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(sorted);
    const fields = Object.keys(value).toSorted();
    return Object.fromEntries(fields.map((field) => [field, sorted(value[field] ?? null)]));
  };
  if (typeof json === 'string') return json;
  const first = sorted(json);
  if (typeof first !== 'object' || first === null || Array.isArray(first)) {
    return JSON.stringify(first);
  }
  // Strings as they are: a command of several lines is compared line by line.
  return Object.entries(first)
    .filter(([field]) => !without.has(field))
    .map(([field, value]) =>
      typeof value === 'string' ? `${field}: ${value}` : `${field}: ${JSON.stringify(value)}`,
    )
    .join('\n');
}
