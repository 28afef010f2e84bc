import { expect, test } from 'vitest';
import { editorCommand } from './editor.ts';

const file = { path: '/work/a b$(x).ts', line: 7 };
const installed =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name) ? `/usr/bin/${name}` : null;

test.each([
  [{}, ['code'], ['/usr/bin/code', '-g', '/work/a b$(x).ts:7']],
  [{}, ['zed', 'subl'], ['/usr/bin/zed', '/work/a b$(x).ts:7']],
  [{ EDITOR: 'idea' }, ['code', 'idea'], ['/usr/bin/idea', '--line', '7', '/work/a b$(x).ts']],
  [
    { VISUAL: 'code --wait', EDITOR: 'idea' },
    ['code'],
    ['/usr/bin/code', '-g', '/work/a b$(x).ts:7'],
  ],
  // Without a window of its own it could not be seen.
  [{ EDITOR: 'vim' }, ['vim', 'code'], ['/usr/bin/code', '-g', '/work/a b$(x).ts:7']],
  [
    { RATCHET_EDITOR: '/opt/my/edit -x "a b"' },
    ['code'],
    ['/opt/my/edit', '-x', 'a b', '/work/a b$(x).ts'],
  ],
  [{ RATCHET_EDITOR: 'gone' }, ['code'], null],
  [{}, [], null],
] as const)('%j with %j', (env, names, expected) => {
  const command = editorCommand(file, env, installed(...names));
  expect(command && [command.program, ...command.args]).toEqual(expected);
});

test('a file without a line is opened at its beginning', () => {
  const command = editorCommand({ path: '/a', line: null }, {}, installed('code'));
  expect(command?.args).toEqual(['/a']);
});
