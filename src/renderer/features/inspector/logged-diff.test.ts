import { expect, test } from 'vitest';
import type { Content } from '../../../core/build/content.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import type { Rest } from '../../transport/rest.ts';
import { loggedDiff, rangesOf } from './logged-diff.ts';

const diffText = (path: string, line: string) =>
  `--- ${path}\n+++ ${path}\n@@ -1 +1 @@\n+${line}\n`;
const changed = (path: string, diff?: Content): BuildEvent => ({
  kind: 'file.changed',
  at: 1,
  path,
  change: 'modified',
  call: 'c',
  ...(diff ? { diff } : {}),
});

/** A log whose events are at these versions; it notes what it was asked for. */
function logOf(events: ReadonlyMap<number, BuildEvent>, payloads = new Map<string, string>()) {
  const asked: string[] = [];
  const rest: Pick<Rest, 'events' | 'payload'> = {
    async events(build, from, to) {
      asked.push(`${build} ${from}-${to}`);
      return [...events]
        .filter(([version]) => version > from && version <= to)
        .map(([version, event]) => ({ version, event }));
    },
    async payload(key) {
      const text = payloads.get(key);
      if (text === undefined) throw new Error('There is no such payload');
      return { mime: 'text/plain', body: new Blob([text]) };
    },
  };
  return { rest, asked };
}

test('the diff of one file is shown without the names of the file', async () => {
  const { rest, asked } = logOf(
    new Map([
      [6, changed('a', { as: 'text', text: diffText('a', 'new') })],
      [7, { kind: 'notice', at: 1, text: 'in between' }],
    ]),
  );
  const changes = [{ path: 'a', version: 6, hasDiff: true }];
  expect(await loggedDiff(rest, 'b', changes)).toEqual({
    path: 'a',
    added: 1,
    removed: 0,
    lines: [
      { kind: 'hunk', text: '@@ -1 +1 @@' },
      { kind: 'added', text: 'new' },
    ],
  });
  await loggedDiff(rest, 'b', changes);
  expect(asked).toEqual(['b 5-6']);
});

test('of several files each is named, and what the store set apart is fetched', async () => {
  const cut = {
    as: 'cut',
    mime: 'text/plain',
    bytes: 60,
    lines: 4,
    preview: '',
    payload: 'p',
  } as const;
  const { rest } = logOf(
    new Map([
      [2, changed('a', { as: 'text', text: diffText('a', 'x') })],
      [3, changed('b', cut)],
      [4, changed('c')],
    ]),
    new Map([['p', diffText('b', 'y')]]),
  );
  const change = (path: string, version: number, hasDiff: boolean) => ({ path, version, hasDiff });
  const changes = [change('a', 2, true), change('b', 3, true), change('c', 4, false)];
  const { lines, added } = await loggedDiff(rest, 'b', changes);
  expect(lines.map(({ text }) => text)).toEqual(['a', '@@ -1 +1 @@', 'x', 'b', '@@ -1 +1 @@', 'y']);
  expect(added).toBe(2);
});

test('what failed is asked for again', async () => {
  const cut = {
    as: 'cut',
    mime: 'text/plain',
    bytes: 9,
    lines: 1,
    preview: '',
    payload: 'p',
  } as const;
  const payloads = new Map<string, string>();
  const { rest } = logOf(new Map([[2, changed('a', cut)]]), payloads);
  const changes = [{ path: 'a', version: 2, hasDiff: true }];
  await expect(loggedDiff(rest, 'b', changes)).rejects.toThrow('no such payload');
  payloads.set('p', diffText('a', 'x'));
  expect(await loggedDiff(rest, 'b', changes)).toMatchObject({ added: 1 });
});

test('versions that stand close together are read at once', () => {
  expect(rangesOf([4, 2, 3, 90, 100])).toEqual([
    [2, 4],
    [90, 100],
  ]);
  expect(rangesOf([])).toEqual([]);
});
