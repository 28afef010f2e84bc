import type { Json } from '../build/content.ts';
import { isSecretName } from './assignments.ts';
import { type Found, type Redactor, replaceFound } from './redact-text.ts';

/** Tells of each find: once for every place it was found in. */
export type Tell = (found: Found) => void;

/** A text without what was found in it. */
export function redactText(text: string, redactor: Redactor, tell: Tell): string {
  const found = redactor.find(text);
  for (const one of found) tell(one);
  return replaceFound(text, found);
}

/**
 * A JSON value without what was found in its strings and names. A string under a name such as
 * `password`, `authorization` or `cookie` is judged with its name before it, as in a text; so is the
 * `value` beside a `name` like that.
 */
export function redactJson(value: Json, redactor: Redactor, tell: Tell): Json {
  if (typeof value === 'string') return redactText(value, redactor, tell);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, redactor, tell));
  if (value === null || typeof value !== 'object') return value;
  const label = value['name'] ?? value['key'];
  const members = Object.entries(value).map(([name, inner]): [string, Json] => {
    const says = name === 'value' && typeof label === 'string' ? label : name;
    return [
      redactText(name, redactor, tell),
      typeof inner === 'string' && isTelling(says)
        ? redactNamed(says, inner, redactor, tell)
        : redactJson(inner, redactor, tell),
    ];
  });
  // `fromEntries` and not assignment: a member named `__proto__` stays one.
  return Object.fromEntries(members);
}

const isTelling = (name: string): boolean =>
  isSecretName(name) || /authorization$|cookie$/i.test(name);

/** The value is judged as it would be in a text: `"password": "string"` is a type and no password. */
function redactNamed(name: string, value: string, redactor: Redactor, tell: Tell): string {
  const before = `${name.slice(-64)}: "`;
  const text = `${before}${value.replaceAll('"', "'")}"`;
  const found = redactor.find(text).flatMap((one) => {
    const start = Math.max(0, one.start - before.length);
    const end = Math.min(value.length, one.end - before.length);
    return start < end ? [{ ...one, start, end }] : [];
  });
  for (const one of found) tell(one);
  return replaceFound(value, found);
}
