import { type Json, textContent } from '../../build/content.ts';
import { diffOfNew, diffOfTexts } from '../diff.ts';
import type { NewEvent } from '../emit.ts';
import { objectOf, textOf } from '../json.ts';

type Edit = Extract<NewEvent, { kind: 'file.changed' }>;

/**
 * What a call that succeeded changed, as far as its input says: the conventions have no words for it.
 * Three customs are understood: a patch of `*** Update File:` sections, a path with an old and a new
 * text, and a path with the content of a file that is created or written.
 */
export function editsOf(name: string, input: Json | undefined): Edit[] {
  const given = objectOf(input);
  const patch = [input, given['patch'], given['input'], given['diff']].find(isPatch);
  if (patch !== undefined) return editsOfPatch(patch);
  const path = first(given, 'file_path filePath path absolute_path filename');
  if (path === undefined) return [];
  const [before, after] = [first(given, olds), first(given, news) ?? ''];
  if (before !== undefined) {
    return [
      { kind: 'file.changed', path, change: 'modified', ...diffOfTexts(path, before, after) },
    ];
  }
  const content = first(given, 'content contents file_text text');
  if (content === undefined || !/creat|write/i.test(name)) return [];
  const isNew = /creat/i.test(name);
  // What a file held before it was written over is not told: no figures then.
  return [
    isNew
      ? { kind: 'file.changed', path, change: 'added', ...diffOfNew(path, content) }
      : { kind: 'file.changed', path, change: 'modified' },
  ];
}

const olds = 'old_string oldString old_str oldText';
const news = 'new_string newString new_str newText';

function first(given: { readonly [key: string]: Json }, names: string): string | undefined {
  return names
    .split(' ')
    .map((name) => textOf(given[name]))
    .find((text) => text !== undefined);
}

const isPatch = (value: unknown): value is string =>
  typeof value === 'string' && /^\*\*\* (?:Add|Update|Delete) File: /m.test(value);

const changes = new Map([
  ['Add', 'added'],
  ['Update', 'modified'],
  ['Delete', 'deleted'],
] as const);

function editsOfPatch(patch: string): Edit[] {
  const sections = patch.split(/^\*\*\* (?=(?:Add|Update|Delete) File: )/m).slice(1);
  return sections.flatMap((section): Edit[] => {
    const [head = '', ...rest] = section.split('\n');
    const [, kind, path] = /^(\w+) File: (.+?)\s*$/.exec(head) ?? [];
    if (path === undefined) return [];
    const lines = rest.filter((line) => /^[-+ @]/.test(line));
    const count = (mark: string) => lines.filter((line) => line.startsWith(mark)).length;
    const diff = [`--- ${path}`, `+++ ${path}`, ...lines].join('\n');
    return [
      {
        kind: 'file.changed',
        path,
        change: changes.get(kind as 'Add') ?? 'modified',
        added: count('+'),
        removed: count('-'),
        ...(lines.length > 0 ? { diff: textContent(`${diff}\n`) } : {}),
      },
    ];
  });
}
