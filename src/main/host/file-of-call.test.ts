import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporary } from '../../../test/support/rig.ts';
import type { BuildEvent } from '../../core/build/event.ts';
import { reduceAll } from '../../core/build/reduce.ts';
import { emptyState } from '../../core/build/state.ts';
import { fileOfCall } from './file-of-call.ts';

async function scene(cwd?: string) {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  await writeFile(join(place.path, 'a.ts'), 'a');
  await mkdir(join(place.path, 'folder'));
  await symlink(join(place.path, 'a.ts'), join(place.path, 'link.ts'));
  const ask = (path: string, more: Record<string, number> = {}) => {
    const events: BuildEvent[] = [
      { kind: 'build.started', at: 1, ...(cwd === undefined ? { cwd: place.path } : {}) },
      {
        kind: 'tool.started',
        at: 1,
        call: 'c',
        name: 'Read',
        input: { as: 'json', json: { path, ...more } },
      },
    ];
    return fileOfCall(reduceAll(emptyState, events), 'tool:c');
  };
  return { folder: place.path, ask };
}

test('the file of a call is found where it is, also within the working directory and through a link', async () => {
  const { folder, ask } = await scene();
  const path = join(folder, 'a.ts');
  expect(await ask(path, { offset: 12 })).toEqual({ path, line: 12 });
  expect(await ask('a.ts', { offset: -1 })).toEqual({ path, line: null });
  expect(await ask('link.ts')).toEqual({ path, line: null });
});

test.each(['gone.ts', 'folder', '/dev/null', '//server/share/a.ts', '\\\\server\\share', 'a.ts\0'])(
  '%j is refused',
  async (path) => {
    const { ask } = await scene();
    await expect(ask(path)).rejects.toMatchObject({ code: 'no-file' });
  },
);

test('without a working directory, a call or a build there is none', async () => {
  const { ask } = await scene('unknown');
  await expect(ask('a.ts')).rejects.toMatchObject({ code: 'no-file' });
  await expect(fileOfCall(null, 'tool:c')).rejects.toMatchObject({ code: 'no-file' });
  await expect(fileOfCall(emptyState, 'tool:c')).rejects.toMatchObject({ code: 'no-file' });
});
