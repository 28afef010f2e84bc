import { isPlaceholder } from './placeholder.ts';
import type { Range } from './range.ts';

/** What a name that stands for a secret ends with, and what may follow it: `API_KEY`, `db-password2`, `secretKeyBase`. */
const word =
  '(?:pass(?:word|wd|phrase)|pwd|secrets?|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|signing[_-]?key|encryption[_-]?key|credentials?|\\b_?auth)';
const after = '(?:[_-]?(?:key|value|token|secret|base|base64|hash|id|prod|dev|test|\\d{1,3})){0,3}';

const named = new RegExp(`${word}${after}$`, 'i');
/** Named so that no secret stands there: `max_token`, `token_type`, `password_field`. */
const harmless =
  /(?:max|min|num|n|stop|eos|bos|pad|unk|next|page|cancel(?:lation)?|csrf_?name)[_-]?tokens?$/i;

/** Whether what stands under this name is a secret. */
export const isSecretName = (name: string): boolean => named.test(name) && !harmless.test(name);

const assigned = new RegExp(
  `(${word}${after}\\\\?["'\`\\]]{0,2}[ \\t]{0,3}(=>|:=|=|:)[ \\t]{0,3}\\\\?(["'\`]?))`,
  'gi',
);
const flagged = new RegExp(`(--(?:[a-z0-9]+-){0,3}${word}(?:[ \\t]{1,3}|=)(["']?))`, 'gi');

/** Longest value that is looked at; what is longer is a secret no more than a file is. */
const LONGEST = 4096;

/** `PASSWORD=…`, `"api_key": "…"`, `secret: …`: the values, where they look like values. */
export function assignments(text: string): Range[] {
  return valuesAfter(text, assigned, (name, match) => {
    const [, , operator = '', quote = ''] = match;
    const before = text.slice(Math.max(0, match.index - 20), match.index);
    const spaced = /[ \t]/.test(name.slice(-1));
    return { name: before + name, quote, tight: operator === '=' && !spaced };
  });
}

/** `--password …`: the values. */
export function flags(text: string): Range[] {
  return valuesAfter(text, flagged, (name, { 2: quote = '' }) => ({ name, quote, tight: true }));
}

interface Named {
  readonly name: string;
  readonly quote: string;
  /** Nothing stands between name, `=` and value: a shell or an environment, hardly a program. */
  readonly tight: boolean;
}

function valuesAfter(
  text: string,
  pattern: RegExp,
  read: (name: string, match: RegExpExecArray) => Named,
): Range[] {
  const found: Range[] = [];
  // What stands in a value that was looked at is not looked at again: else time would not be linear.
  let lookedTo = 0;
  for (const match of text.matchAll(pattern)) {
    const start = match.index + match[0].length;
    if (start < lookedTo) continue;
    const named = read(match[1] ?? '', match);
    const value = valueAt(text, start, named.quote);
    const isFound = isSecret(value, text[start + value.length] ?? '', named);
    // A sentence in quotes may have another one in it.
    if (isFound || named.quote === '') lookedTo = start + value.length;
    if (isFound) {
      found.push({ start, end: start + value.length });
    }
  }
  return found;
}

function valueAt(text: string, start: number, quote: string): string {
  const rest = text.slice(start, start + LONGEST);
  // In JSON within JSON the closing quote is escaped like the opening one.
  const end =
    quote === '' ? /[\s"'`,;&|(){}[\]<>\\]|$/ : new RegExp(`\\\\?${quote}|[\\n\\r]|\\\\[nr]|$`);
  return rest.slice(0, end.exec(rest)?.index ?? rest.length);
}

function isSecret(value: string, next: string, { name, quote, tight }: Named): boolean {
  const isPassword = /pass|pwd/i.test(name.slice(-40));
  const least = isPassword ? 4 : 8;
  if (value.length < least || isPlaceholder(value) || /max_?tokens?|[a-z]tokenizer/i.test(name)) {
    return false;
  }
  // A working directory is called that too.
  const isFolder = /^[/~.\\]/.test(value) || (quote === '' && !tight);
  if (/pwd/i.test(name.slice(-12)) && isFolder) return false;
  const hasDigit = /\d/.test(value);
  if (quote !== '') return !/\s/.test(value) || (isPassword && hasDigit);
  // A call or an index is code, as is a name with a type or a member.
  if (next === '(' || next === '[') return false;
  if (!hasDigit) return tight && /^[^.]*$/.test(value) && /[A-Z]{3}|--/.test(name.slice(-30));
  if (/^\d+$/.test(value)) return isPassword;
  return tight || !/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value);
}
