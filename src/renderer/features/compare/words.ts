import type { BuildDiff } from '../../../core/build/diff.ts';
import { count } from '../../../core/format.ts';

type Tool = BuildDiff['tools'][number];

const howMany = <Item>(items: readonly Item[], holds: (item: Item) => boolean): number =>
  items.filter(holds).length;

/** `3 added · 1 dropped`, without what there is none of. */
const list = (...parts: readonly (readonly [number, string])[]): string =>
  parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${count(number)} ${word}`)
    .join(' · ');

/** What the changes of one kind come to. */
export const sums = {
  todos: (todos: BuildDiff['todos']): string =>
    list(
      [howMany(todos, ({ change }) => change === 'added'), 'added'],
      [
        howMany(todos, ({ todo, statusFrom }) => statusFrom !== null && todo.status === 'done'),
        'done',
      ],
      [howMany(todos, ({ renamedFrom }) => renamedFrom !== null), 'renamed'],
      [howMany(todos, ({ moved }) => moved !== null), 'moved'],
      [howMany(todos, ({ change }) => change === 'dropped'), 'dropped'],
    ),
  tools: (tools: readonly Tool[]): string =>
    list(
      [howMany(tools, ({ started }) => started), 'started'],
      [howMany(tools, ({ ended }) => ended), 'ended'],
      [howMany(tools, ({ node, was }) => node.outcome === 'failed' && was !== 'failed'), 'failed'],
    ),
  files: (files: BuildDiff['files']): { added: number; removed: number } => ({
    added: files.reduce((sum, { added }) => sum + added, 0),
    removed: files.reduce((sum, { removed }) => sum + removed, 0),
  }),
  texts: (texts: BuildDiff['texts']): string =>
    `${grownWords(texts.reduce((sum, { grown }) => sum + grown, 0))} characters`,
};

export const grownWords = (grown: number): string =>
  grown < 0 ? `−${count(-grown)}` : `+${count(grown)}`;

export function toolWords({ node, started, ended, was }: Tool): string {
  if (started) return ended ? (node.outcome ?? '') : 'started';
  if (ended) return 'ended';
  return was === node.outcome ? 'went on' : `${was} → ${node.outcome}`;
}

export function otherWords(node: BuildDiff['others'][number]): string {
  switch (node.kind) {
    case 'notice':
      return node.text;
    case 'attachment':
      return node.name ?? 'Image';
    case 'unrecognised':
      return `${node.format}: ${node.reason}`;
  }
}
