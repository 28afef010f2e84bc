import { type Json, textContent } from '../build/content.ts';
import { diffOfNew, diffOfTexts } from './diff.ts';
import type { NewEvent } from './emit.ts';
import { isObject, type JsonObject, objectOf, textOf } from './json.ts';
import { linesOf } from './text.ts';

export type Edit = Extract<NewEvent, { kind: 'file.changed' }>;

/**
 * What a call that succeeded changed, as far as its input says, for formats that have no words for it.
 * Four customs are understood: a patch of `*** Update File:` sections, an operation on a file with its
 * diff (OpenAI's `apply_patch`), a path with an old and a new text, and a path with the content of a
 * file that is created or written.
 */
export function editsOf(name: string, input: Json | undefined): Edit[] {
  const given = objectOf(input);
  const patch = [input, given['patch'], given['input'], given['diff']].find(isPatch);
  if (patch !== undefined) return editsOfPatch(patch);
  if (isObject(given['operation'])) return editsOfOperation(given['operation']);
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

const operations = new Map([
  ['create_file', 'added'],
  ['update_file', 'modified'],
  ['delete_file', 'deleted'],
] as const);

/** `{type: update_file, path, diff}`: the lines of a file that is created are marked as well. */
function editsOfOperation(operation: JsonObject): Edit[] {
  const path = textOf(operation['path']);
  const change = operations.get(operation['type'] as 'update_file');
  if (path === undefined || change === undefined) return [];
  return [{ kind: 'file.changed', path, change, ...markedDiff(path, textOf(operation['diff'])) }];
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
    const change = changes.get(kind as 'Add') ?? 'modified';
    return [{ kind: 'file.changed', path, change, ...markedDiff(path, rest.join('\n')) }];
  });
}

/** Lines of a diff without the names of the files above them. */
function markedDiff(path: string, text = '') {
  const lines = linesOf(text).filter((line) => /^[-+ @]/.test(line));
  const count = (mark: string) => lines.filter((line) => line.startsWith(mark)).length;
  const diff = [`--- ${path}`, `+++ ${path}`, ...lines].join('\n');
  return {
    added: count('+'),
    removed: count('-'),
    ...(lines.length > 0 ? { diff: textContent(`${diff}\n`) } : {}),
  };
}
