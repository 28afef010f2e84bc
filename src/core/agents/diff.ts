import { type Content, textContent } from '../build/content.ts';
import { type ChangedLine, lineDiff } from '../build/line-diff.ts';
import { countOf, listOf, objectOf } from './json.ts';
import { linesOf } from './text.ts';

/** A change of a file: lines added and removed, and a unified diff where one can be told. */
export interface FileDiff {
  readonly added: number;
  readonly removed: number;
  readonly diff?: Content;
}

/** From hunks `{oldStart, oldLines, newStart, newLines, lines: [' …', '+…', '-…']}`. */
export function diffOfHunks(path: string, hunks: unknown): FileDiff {
  const text: string[] = [];
  for (const hunk of listOf(hunks).map(objectOf)) {
    const [from, size] = [countOf(hunk['oldStart']) ?? 0, countOf(hunk['oldLines']) ?? 0];
    const [to, newSize] = [countOf(hunk['newStart']) ?? 0, countOf(hunk['newLines']) ?? 0];
    text.push(`@@ -${from},${size} +${to},${newSize} @@`);
    for (const line of listOf(hunk['lines'])) if (typeof line === 'string') text.push(line);
  }
  return unified(path, text);
}

/** From a text that takes the place of another; where in the file is not known. */
export function diffOfTexts(path: string, before: string, after: string): FileDiff {
  const all = lineDiff(linesOf(before), linesOf(after));
  const changed = (one: ChangedLine) => one.kind !== 'same';
  // What both begin and end with says nothing; what stands between two changes does.
  const lines = all
    .slice(all.findIndex(changed), all.findLastIndex(changed) + 1)
    .map(({ kind, text }) => `${marks[kind]}${text}`);
  return unified(path, lines.length === 0 ? [] : ['@@ @@', ...lines]);
}

const marks = { same: ' ', added: '+', removed: '-' };

/** Of a file that did not exist before. */
export function diffOfNew(path: string, text: string): FileDiff {
  const lines = linesOf(text);
  const head = `@@ -0,0 +1,${lines.length} @@`;
  return unified(path, lines.length === 0 ? [] : [head, ...lines.map((line) => `+${line}`)], true);
}

/** Several changes of one file as one. */
export function joinDiffs(path: string, diffs: readonly FileDiff[]): FileDiff {
  const lines = diffs.flatMap(({ diff }) =>
    diff?.as === 'text' ? linesOf(diff.text).slice(2) : [],
  );
  return unified(path, lines);
}

function unified(path: string, lines: readonly string[], isNew = false): FileDiff {
  const added = lines.filter((line) => line.startsWith('+')).length;
  const removed = lines.filter((line) => line.startsWith('-')).length;
  if (lines.length === 0) return { added, removed };
  const head = [`--- ${isNew ? '/dev/null' : path}`, `+++ ${path}`];
  return { added, removed, diff: textContent(`${[...head, ...lines].join('\n')}\n`) };
}
