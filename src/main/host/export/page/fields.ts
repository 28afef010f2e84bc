import type { Json } from '../../../../core/build/content.ts';

export interface Field {
  readonly name: string;
  readonly text: string;
}

/** Members of an object that are shown by their names; an agent may make any number. */
const MOST = 100;
const LONGEST_NAME = 200;

/**
 * What a tool was told, by its names: a script can be read as it is, and not as JSON escapes it.
 * Null for what is not an object of mostly strings.
 */
export function fieldsOf(json: Json): Field[] | null {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return null;
  const members = Object.entries(json);
  const strings = members.filter(([, value]) => typeof value === 'string').length;
  if (strings === 0 || strings * 2 < members.length || members.length > MOST) return null;
  return members.map(([name, value]) => ({
    name: name.slice(0, LONGEST_NAME),
    text: typeof value === 'string' ? value : JSON.stringify(value, null, 2),
  }));
}
