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
 * `password` or `api_key` is a secret whatever it looks like.
 */
export function redactJson(value: Json, redactor: Redactor, tell: Tell): Json {
  if (typeof value === 'string') return redactText(value, redactor, tell);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, redactor, tell));
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).map(([name, inner]): [string, Json] => [
    redactText(name, redactor, tell),
    typeof inner === 'string' && isSecretName(name)
      ? redactNamed(inner, redactor, tell)
      : redactJson(inner, redactor, tell),
  ]);
  // `fromEntries` and not assignment: a member named `__proto__` stays one.
  return Object.fromEntries(members);
}

/** The value is judged as it would be in a text: `"password": "string"` is a type and no password. */
function redactNamed(value: string, redactor: Redactor, tell: Tell): string {
  const before = 'password: "';
  const asText = `${before}${value.replaceAll('"', "'")}"`;
  const found = redactor.find(asText).filter(({ kind }) => kind === 'assignment');
  const whole = found.find(({ start }) => start === before.length);
  if (!whole || value.length < 8) return redactText(value, redactor, tell);
  tell(whole);
  return whole.replacement;
}
