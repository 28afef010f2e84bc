import { textContent } from '../../build/content.ts';
import type { BuildEventOf } from '../../build/event.ts';
import { diffOfNew, diffOfTexts, type FileDiff } from '../diff.ts';
import { countOf, isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { linesOf } from '../text.ts';
import { emit } from '../reading.ts';
import { type Reading } from './state.ts';

type Change = BuildEventOf<'file.changed'>['change'];

const editTools: ReadonlySet<string> = new Set('edit write patch multiedit apply_patch'.split(' '));

/** Tells what a finished edit changed, from what its metadata say: a diff, or the file before and after. */
export function readEdit(
  reading: Reading,
  call: string,
  tool: string,
  input: JsonObject,
  metadata: JsonObject,
): void {
  if (!editTools.has(tool)) return;
  const files = listOf(metadata['files']).filter(isObject);
  if (tool === 'apply_patch' && files.length > 0) {
    for (const file of files) tellFile(reading, call, file, file, changeOf(file['type']));
    return;
  }
  const results = listOf(metadata['results']).filter(isObject);
  const file = objectOf(metadata['filediff']);
  const all: JsonObject = { ...input, ...metadata, ...file };
  if (results.length > 0) {
    for (const result of results) {
      tellFile(
        reading,
        call,
        { ...all, ...result, ...objectOf(result['filediff']) },
        {},
        'modified',
      );
    }
  } else tellFile(reading, call, all, input, isNew(tool, input, metadata) ? 'added' : 'modified');
}

function isNew(tool: string, input: JsonObject, metadata: JsonObject): boolean {
  if (tool === 'write') return metadata['exists'] === false;
  return tool === 'edit' && input['oldString'] === '' && metadata['exists'] !== true;
}

function tellFile(
  reading: Reading,
  call: string,
  file: JsonObject,
  input: JsonObject,
  change: Change,
): void {
  const path =
    textOf(file['movePath']) ??
    textOf(file['filePath']) ??
    textOf(file['filepath']) ??
    textOf(file['file']) ??
    textOf(file['path']);
  if (path === undefined) return;
  reading.state.edited.add(path);
  emit(reading, { kind: 'file.changed', path, change, ...diffOf(path, file, input, change), call });
}

function diffOf(
  path: string,
  file: JsonObject,
  input: JsonObject,
  change: Change,
): Partial<FileDiff> {
  const patch = textOf(file['diff']) ?? textOf(file['patch']);
  const { before, after } = file;
  if (patch !== undefined) {
    const lines = linesOf(patch).filter((line) => !/^(?:---|\+\+\+) /.test(line));
    const count = (mark: string) => lines.filter((line) => line.startsWith(mark)).length;
    return {
      added: countOf(file['additions']) ?? count('+'),
      removed: countOf(file['deletions']) ?? count('-'),
      diff: textContent(patch),
    };
  }
  if (typeof before === 'string' && typeof after === 'string') {
    return diffOfTexts(path, before, after);
  }
  const content = input['content'];
  if (change === 'added' && typeof content === 'string') return diffOfNew(path, content);
  const { oldString, newString } = input;
  if (typeof oldString === 'string' && typeof newString === 'string') {
    return diffOfTexts(path, oldString, newString);
  }
  // What a file held before it was overwritten is not told then: no figures.
  return {};
}

function changeOf(type: unknown): Change {
  if (type === 'add') return 'added';
  if (type === 'delete') return 'deleted';
  return type === 'move' ? 'renamed' : 'modified';
}
