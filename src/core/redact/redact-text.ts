import { homeRule } from './home.ts';
import { type Rule, rules } from './rules.ts';

/** A stretch of a text that must not be told, and what stands there instead. */
export interface Found {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** Finds what must not leave this machine. */
export interface Redactor {
  /** In order, and apart from each other. */
  find(text: string): Found[];
}

const HOME_PATH = 'home-path';

const marked = /\[redacted:[a-z-]+\]/;

/** @param homes folders of users to be written as `~`; those of the usual places are in any case */
export function newRedactor(homes: readonly string[] = []): Redactor {
  const all = [...rules, homeRule(homes)];
  return {
    find: (text) => (text.length < 4 ? [] : apart(all.flatMap((rule) => using(rule, text)))),
  };
}

function using(rule: Rule, text: string): Found[] {
  const { kind, hints } = rule;
  if (!hints.some((hint) => text.includes(hint))) return [];
  const replacement = kind === HOME_PATH ? '~' : `[redacted:${kind}]`;
  return rule
    .find(text)
    .filter(({ start, end }) => !marked.test(text.slice(start, end)))
    .map((range) => ({ kind, replacement, ...range }));
}

/** Overlapping finds become one: rather too much is hidden than a part shown. */
function apart(found: Found[]): Found[] {
  const kept: Found[] = [];
  for (const next of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || next.start >= last.end) kept.push(next);
    else if (next.end > last.end) kept[kept.length - 1] = { ...last, end: next.end };
  }
  return kept;
}

/** The text with its finds replaced. */
export function replaceFound(text: string, found: readonly Found[]): string {
  if (found.length === 0) return text;
  let result = '';
  let at = 0;
  for (const { start, end, replacement } of found) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}
