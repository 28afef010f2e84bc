import { diffOfHunks, diffOfNew, diffOfTexts, type FileDiff, joinDiffs } from '../diff.ts';
import type { NewEvent } from '../emit.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { emit } from '../reading.ts';
import { type Reading } from './state.ts';

/** Tools that change a file; their input is kept until the result says that they did. */
export const editTools: ReadonlySet<string> = new Set([
  'Edit',
  'MultiEdit',
  'Write',
  'NotebookEdit',
  'Update',
]);

/**
 * Tells what an edit that succeeded changed: from the structured result (`structuredPatch`) where
 * there is one, else from the input.
 */
export function readEdit(
  reading: Reading,
  call: string,
  name: string,
  input: JsonObject,
  structured: unknown,
  output: string,
): void {
  const edit = editOf(name, input, structured, output);
  if (edit) emit(reading, { ...edit, call });
}

/** What an edit that succeeded changed; null where it does not say which file. */
export function editOf(
  name: string,
  input: JsonObject,
  structured: unknown,
  output: string,
): Extract<NewEvent, { kind: 'file.changed' }> | null {
  const result = objectOf(structured);
  const path =
    textOf(result['filePath']) ??
    textOf(input['file_path']) ??
    textOf(result['notebook_path']) ??
    textOf(input['notebook_path']);
  if (path === undefined) return null;
  const isNew =
    name === 'Write' &&
    (result['type'] === 'create' || (!isObject(structured) && /created/i.test(output)));
  return {
    kind: 'file.changed',
    path,
    change: isNew ? 'added' : 'modified',
    ...changeOf(path, name, input, result, isNew),
  };
}

function changeOf(
  path: string,
  name: string,
  input: JsonObject,
  result: JsonObject,
  isNew: boolean,
): Partial<FileDiff> {
  if (listOf(result['structuredPatch']).length > 0) {
    return diffOfHunks(path, result['structuredPatch']);
  }
  const written = textOf(input['content']) ?? textOf(result['content']) ?? '';
  if (isNew) return diffOfNew(path, written);
  switch (name) {
    case 'Write': {
      const before = result['originalFile'];
      // What a file held before it was overwritten is not told by old versions: no figures then.
      return typeof before === 'string' ? diffOfTexts(path, before, written) : {};
    }
    case 'Edit':
    case 'Update':
      return replacement(path, input);
    case 'MultiEdit': {
      const edits = listOf(input['edits']).map((edit) => replacement(path, objectOf(edit)));
      return joinDiffs(path, edits);
    }
    case 'NotebookEdit':
      return notebookChange(path, input, result);
    default:
      return {};
  }
}

/** A cell: the notebook before and after, else what was put in or its new source alone. */
function notebookChange(path: string, input: JsonObject, result: JsonObject): Partial<FileDiff> {
  const { original_file: before, updated_file: after } = result;
  if (typeof before === 'string' && typeof after === 'string') {
    return diffOfTexts(path, before, after);
  }
  const source = textOf(input['new_source']);
  // What the cell held before is not told: a cell that was replaced has no figures.
  return input['edit_mode'] === 'insert' && source !== undefined
    ? diffOfTexts(path, '', source)
    : {};
}

function replacement(path: string, edit: JsonObject): FileDiff {
  return diffOfTexts(path, textOf(edit['old_string']) ?? '', textOf(edit['new_string']) ?? '');
}
