import { textContent } from '../../build/content.ts';
import { diffOfNew, type FileDiff } from '../diff.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { linesOf } from '../text.ts';

export interface FileChange extends Partial<FileDiff> {
  readonly path: string;
  readonly change: 'added' | 'modified' | 'deleted' | 'renamed';
}

/**
 * Changes of files as Codex tells them: a list `[{path, kind, diff}]` (items; `kind` a word or
 * `{type, move_path}`), or a map from paths to `{type, content | unified_diff, move_path}`, older
 * `{update: {unified_diff, …}}` (events).
 */
export function changesOf(value: unknown): FileChange[] {
  if (Array.isArray(value)) return listOf(value).flatMap((one) => ofItem(objectOf(one)) ?? []);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([path, one]) => ofEvent(path, objectOf(one)) ?? []);
}

function ofItem(change: JsonObject): FileChange | null {
  const path = textOf(change['path']);
  const kind = objectOf(change['kind']);
  const type = textOf(change['kind']) ?? textOf(kind['type']) ?? 'update';
  const moved = textOf(kind['move_path']) ?? textOf(kind['movePath']);
  if (path === undefined) return null;
  // The destination stands behind the diff as well.
  const diff = textOf(change['diff'])?.replace(/\n+Moved to: .*\n?$/, '\n');
  return changeOf(path, type, diff, moved);
}

function ofEvent(path: string, change: JsonObject): FileChange | null {
  const type = textOf(change['type']);
  if (type === undefined) {
    const [old] = Object.entries(change);
    return old && isObject(old[1]) ? ofEvent(path, { ...old[1], type: old[0] }) : null;
  }
  const body = textOf(change['unified_diff']) ?? textOf(change['content']);
  return changeOf(path, type, body, textOf(change['move_path']));
}

function changeOf(
  path: string,
  type: string,
  body: string | undefined,
  moved: string | undefined,
): FileChange {
  if (type === 'add') {
    return { path, change: 'added', ...(body === undefined ? {} : diffOfNew(path, body)) };
  }
  if (type === 'delete') {
    return { path, change: 'deleted', ...(body === undefined ? {} : diffOfGone(path, body)) };
  }
  const diff = body === undefined ? {} : unifiedDiff(path, moved ?? path, linesOf(body));
  return { path: moved ?? path, change: moved === undefined ? 'modified' : 'renamed', ...diff };
}

function diffOfGone(path: string, text: string): FileDiff {
  const lines = linesOf(text).map((line) => `-${line}`);
  const head = [`--- ${path}`, '+++ /dev/null', `@@ -1,${lines.length} +0,0 @@`];
  if (lines.length === 0) return { added: 0, removed: 0 };
  const diff = textContent(`${[...head, ...lines].join('\n')}\n`);
  return { added: 0, removed: lines.length, diff };
}

/** A diff whose text is given, with or without the names of the files above it. */
function unifiedDiff(from: string, to: string, lines: readonly string[]): FileDiff {
  const first = lines.findIndex((line) => line.startsWith('@@'));
  const body = first === -1 ? lines : lines.slice(first);
  const added = body.filter((line) => line.startsWith('+')).length;
  const removed = body.filter((line) => line.startsWith('-')).length;
  if (body.length === 0) return { added, removed };
  const diff = textContent(`${[`--- ${from}`, `+++ ${to}`, ...body].join('\n')}\n`);
  return { added, removed, diff };
}

const header = /^\*\*\* (Add|Update|Delete) File: (.+)$/;

/** The changes that a patch in the language of `apply_patch` makes. */
export function changesOfPatch(patch: string): FileChange[] {
  const changes: FileChange[] = [];
  let open: { type: string; path: string; moved: string | undefined; lines: string[] } | null =
    null;
  const close = () => {
    if (!open) return;
    const { type, path, moved, lines } = open;
    if (type === 'Add') {
      const text = lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1));
      changes.push(changeOf(path, 'add', text.join('\n'), undefined));
    } else if (type === 'Delete') changes.push({ path, change: 'deleted' });
    else {
      const hunks = lines.length === 0 || lines[0]?.startsWith('@@') ? lines : ['@@ @@', ...lines];
      changes.push({ ...changeOf(path, 'update', hunks.join('\n'), moved) });
    }
    open = null;
  };
  for (const line of patch.split(/\r?\n/)) {
    const [, type, path] = header.exec(line) ?? [];
    if (type !== undefined && path !== undefined) {
      close();
      open = { type, path: path.trim(), moved: undefined, lines: [] };
    } else if (line.startsWith('*** End Patch')) close();
    else if (open && line.startsWith('*** Move to: ')) open.moved = line.slice(13).trim();
    else if (open && !line.startsWith('*** End of File')) open.lines.push(line);
  }
  close();
  return changes;
}

/** The patch that a call applies: its text, or what its command hands to `apply_patch`. */
export function patchIn(name: string, input: JsonObject): string | undefined {
  if (name === 'apply_patch') {
    return textOf(input['input']) ?? textOf(input['patch']) ?? textOf(input['text']);
  }
  const command = input['command'] ?? input['cmd'];
  const script = Array.isArray(command)
    ? command.filter((word) => typeof word === 'string').join('\n')
    : (textOf(command) ?? '');
  const [before, ...rest] = script.split('*** Begin Patch');
  const isApplied = /(?:^|[\s;&|(/])(?:apply_patch|applypatch)\b/.test(before ?? '');
  return rest.length > 0 && isApplied ? rest[0] : undefined;
}
