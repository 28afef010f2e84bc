import { textContent } from '../../build/content.ts';
import { diffOfNew, diffOfTexts } from '../diff.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { type AcpReading, emit } from './state.ts';

/** Tells the diffs among a call's content, once the call has made them true. */
export function readDiffs(reading: AcpReading, call: string, content: readonly JsonObject[]): void {
  for (const item of content) if (item['type'] === 'diff') readDiff(reading, call, item);
}

function readDiff(reading: AcpReading, call: string, item: JsonObject): void {
  const path = textOf(item['path']);
  if (path === undefined) {
    readChanges(reading, call, item);
    return;
  }
  const { oldText, newText } = item;
  const before = typeof oldText === 'string' ? oldText : null;
  const after = typeof newText === 'string' ? newText : '';
  // An extension that some agents send with the diff.
  const told = textOf(objectOf(item['_meta'])['kind']);
  const isNew = before === null || told === 'add';
  emit(reading, {
    kind: 'file.changed',
    path,
    change: told === 'delete' ? 'deleted' : isNew ? 'added' : 'modified',
    ...(isNew ? diffOfNew(path, after) : diffOfTexts(path, before, after)),
    call,
  });
  reading.state.written.delete(path);
}

const changes = new Map([
  ['add', 'added'],
  ['copy', 'added'],
  ['delete', 'deleted'],
  ['move', 'renamed'],
] as const);

/** Version 2: `{changes: [{operation, path}], patch?: {format, text}}`. */
function readChanges(reading: AcpReading, call: string, item: JsonObject): void {
  const listed = listOf(item['changes']).map(objectOf);
  const patch = textOf(objectOf(item['patch'])['text']);
  for (const change of listed) {
    const path = textOf(change['path']);
    if (path === undefined) continue;
    const lines = patch !== undefined && listed.length === 1 ? patch.split('\n') : [];
    const count = (mark: RegExp) => lines.filter((line) => mark.test(line)).length || undefined;
    const operation = textOf(change['operation']) as 'add' | undefined;
    emit(reading, {
      kind: 'file.changed',
      path,
      change: (operation && changes.get(operation)) ?? 'modified',
      added: count(/^\+(?!\+\+ )/),
      removed: count(/^-(?!-- )/),
      diff: lines.length > 0 ? textContent(lines.join('\n')) : undefined,
      call,
    });
    reading.state.written.delete(path);
  }
}
