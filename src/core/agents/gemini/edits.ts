import { textContent } from '../../build/content.ts';
import { diffOfNew, diffOfTexts, type FileDiff } from '../diff.ts';
import { isObject, objectOf, textOf } from '../json.ts';
import { linesOf } from '../text.ts';
import { emit } from '../reading.ts';
import { type OpenCall, type Reading } from './state.ts';

const editTools: ReadonlySet<string> = new Set(['write_file', 'replace', 'edit', 'smart_edit']);

/** Tells what a call that succeeded changed: from the diff that it shows, else from its input. */
export function readEdit(
  reading: Reading,
  id: string,
  call: OpenCall,
  display: unknown,
  output: string,
): void {
  const shown = objectOf(display);
  const isDiff = isObject(display) && typeof shown['fileDiff'] === 'string';
  if (!isDiff && !editTools.has(call.name)) return;
  const { input } = call;
  const path =
    textOf(shown['filePath']) ??
    textOf(input['file_path']) ??
    textOf(input['path']) ??
    textOf(shown['fileName']);
  if (path === undefined) return;
  const isNew =
    shown['isNewFile'] === true ||
    (isDiff && (shown['originalContent'] === null || shown['originalContent'] === '')) ||
    (!isDiff && /creat\w* (?:and wrote to )?(?:a )?new file/i.test(output));
  const diff = isDiff ? shownDiff(textOf(shown['fileDiff']) ?? '') : givenDiff(path, input, isNew);
  emit(reading, {
    kind: 'file.changed',
    path,
    change: isNew ? 'added' : 'modified',
    ...diff,
    call: id,
  });
}

function shownDiff(text: string): Partial<FileDiff> {
  const lines = linesOf(text).filter((line) => !/^(?:---|\+\+\+) /.test(line));
  const count = (mark: string) => lines.filter((line) => line.startsWith(mark)).length;
  if (text === '') return {};
  return { added: count('+'), removed: count('-'), diff: textContent(text) };
}

function givenDiff(
  path: string,
  input: Record<string, unknown>,
  isNew: boolean,
): Partial<FileDiff> {
  const { old_string: before, new_string: after, content } = input;
  if (typeof before === 'string' && typeof after === 'string') {
    return diffOfTexts(path, before, after);
  }
  // What a file held before it was overwritten is not told: no figures then.
  return isNew && typeof content === 'string' ? diffOfNew(path, content) : {};
}
