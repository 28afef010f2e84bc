import { z } from 'zod';
import { type ChangedLine, lineDiff } from './line-diff.ts';
import type { ToolNode } from './state.ts';

export interface DiffLine {
  readonly kind: ChangedLine['kind'] | 'hunk';
  readonly text: string;
}

export interface Diff {
  readonly path: string | null;
  readonly lines: readonly DiffLine[];
  readonly added: number;
  readonly removed: number;
}

const one = z.object({ old_string: z.string(), new_string: z.string() });
const edit = one.extend({ file_path: z.string().optional() });
const edits = z.object({ edits: z.array(one).min(1), file_path: z.string().optional() });
const write = z.object({ content: z.string(), file_path: z.string() });
const patch = z.union([
  z.object({ patch: z.string() }).transform(({ patch }) => patch),
  z.object({ diff: z.string() }).transform(({ diff }) => diff),
  z.object({ input: z.string() }).transform(({ input }) => input),
]);

/** What a tool's input says that it changes; null where it says nothing of the kind. */
export function diffOf(tool: ToolNode): Diff | null {
  const input = tool.input?.as === 'json' ? tool.input.json : null;
  const single = edit.safeParse(input);
  if (single.success) return finish(single.data.file_path, replaced(single.data));
  const several = edits.safeParse(input);
  if (several.success) {
    const lines = several.data.edits.flatMap((part) => [hunk, ...replaced(part)]);
    return finish(several.data.file_path, lines.slice(1));
  }
  const whole = write.safeParse(input);
  if (whole.success && /write|create/i.test(tool.name)) {
    return finish(whole.data.file_path, lines(whole.data.content).map(as('added')));
  }
  const text = patch.safeParse(input);
  return text.success && looksLikeDiff(text.data) ? finish(undefined, readDiff(text.data)) : null;
}

const hunk: DiffLine = { kind: 'hunk', text: '' };
const as =
  (kind: DiffLine['kind']) =>
  (text: string): DiffLine => ({ kind, text });
const lines = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

const replaced = (change: { old_string: string; new_string: string }): DiffLine[] =>
  lineDiff(lines(change.old_string), lines(change.new_string));

const looksLikeDiff = (text: string): boolean =>
  /^@@/m.test(text) || text.startsWith('*** Begin Patch') || /^--- .*\n\+\+\+ /m.test(text);

/** A unified diff, line by line. */
export function readDiff(text: string): DiffLine[] {
  return lines(text).map((line) => {
    if (/^(@@|---|\+\+\+|\*\*\*|diff |index )/.test(line)) return { kind: 'hunk', text: line };
    if (line.startsWith('+')) return { kind: 'added', text: line.slice(1) };
    if (line.startsWith('-')) return { kind: 'removed', text: line.slice(1) };
    return { kind: 'same', text: line.replace(/^ /, '') };
  });
}

export function finish(path: string | undefined, all: readonly DiffLine[]): Diff {
  const number = (kind: DiffLine['kind']) => all.filter((line) => line.kind === kind).length;
  return { path: path ?? null, lines: all, added: number('added'), removed: number('removed') };
}
