import { appendFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { MemoryPublisher } from '../../../../test/support/memory-publisher.ts';
import { temporary, testFormats } from '../../../../test/support/rig.ts';
import { said } from '../../../../test/support/transcript.ts';
import { RatchetError } from '../../../core/errors.ts';
import { realWorld } from '../world.ts';
import { Sources, type SourcesOptions } from './sources.ts';

async function scene(options: Partial<SourcesOptions> = {}) {
  const place = await temporary();
  const publisher = new MemoryPublisher();
  const sources = new Sources({
    publisher,
    sources: publisher,
    formats: testFormats,
    world: realWorld,
    ...options,
  });
  onTestFinished(async () => {
    await sources.close();
    await place[Symbol.asyncDispose]();
  });
  const allTexts = () =>
    [...publisher.logs.keys()].flatMap((build) => publisher.texts(build)).sort();
  return { directory: place.path, publisher, sources, allTexts };
}

test('a directory: the files in it, deep down too, and those that come later', async () => {
  const { directory, sources, allTexts } = await scene();
  await mkdir(join(directory, 'a', 'b'), { recursive: true });
  await writeFile(join(directory, 'a', 'b', 'one.jsonl'), `${said('1', 'one')}\n`);
  await writeFile(join(directory, 'notes.txt'), 'x');
  await writeFile(join(directory, 'other.jsonl'), '{"some":"thing"}\n'.repeat(30));
  const [watching] = await sources.watch([directory]);
  expect(watching).toMatchObject({ kind: 'directory', files: 2 });
  await eventually(() => expect(allTexts()).toEqual(['one']));
  await mkdir(join(directory, 'new'));
  await writeFile(join(directory, 'new', 'two.jsonl'), `${said('2', 'two')}\n`);
  await appendFile(join(directory, 'a', 'b', 'one.jsonl'), `${said('3', 'three')}\n`);
  await eventually(() => expect(allTexts()).toEqual(['one', 'three', 'two']));
  expect(sources.reports().map(({ status }) => status.phase)).toContain('ignored');
});

test('without help of the platform, looking now and then finds everything as well', async () => {
  const { directory, sources, allTexts } = await scene({
    scanMs: 20,
    pollMs: [20, 20],
    watchDirectory: () => () => {},
  });
  await sources.watch([directory]);
  await writeFile(join(directory, 'one.jsonl'), `${said('1', 'one')}\n`);
  await eventually(() => expect(allTexts()).toEqual(['one']));
  await appendFile(join(directory, 'one.jsonl'), `${said('2', 'two')}\n`);
  await eventually(() => expect(allTexts()).toEqual(['one', 'two']));
});

test('a file that comes while the store cannot be read is followed when it can', async () => {
  const { directory, publisher, sources, allTexts } = await scene({ scanMs: 20 });
  await sources.watch([directory]);
  const spy = vi.spyOn(publisher, 'source').mockImplementation(() => {
    throw new RatchetError('store-unavailable', 'The disk fails.');
  });
  await writeFile(join(directory, 'one.jsonl'), `${said('1', 'one')}\n`);
  await eventually(() => expect(spy.mock.calls.length).toBeGreaterThan(1));
  expect(allTexts()).toEqual([]);
  spy.mockRestore();
  await eventually(() => expect(allTexts()).toEqual(['one']));
});

test('a file that is not there yet is waited for', async () => {
  const { directory, sources, allTexts } = await scene();
  const file = join(directory, 'later.jsonl');
  await sources.watch([file]);
  await sources.idle();
  expect(sources.reports()).toMatchObject([{ status: { phase: 'paused', reason: 'missing' } }]);
  await writeFile(file, `${said('1', 'one')}\n`);
  await eventually(() => expect(allTexts()).toEqual(['one']));
});

test('a file reached in two ways is one source', async () => {
  const { directory, sources, publisher } = await scene();
  const file = join(directory, 'real.jsonl');
  await writeFile(file, `${said('1', 'one')}\n`);
  await symlink(file, join(directory, 'link'));
  await sources.watch([file, join(directory, 'link')]);
  await sources.watch([file]);
  await sources.idle();
  expect(sources.reports()).toHaveLength(1);
  expect(publisher.logs.size).toBe(1);
});

test('many files are read a few at a time, all of them', async () => {
  const { directory, sources, allTexts } = await scene();
  const names = Array.from({ length: 200 }, (_, index) => `t${String(index).padStart(3, '0')}`);
  for (const name of names) {
    await writeFile(join(directory, `${name}.jsonl`), `${said(name, name)}\n`);
  }
  await sources.watch([directory]);
  await sources.idle();
  expect(allTexts()).toEqual(names);
});

test.each([
  ['relative.jsonl', 'bad-path'],
  ['/nowhere/at/all.jsonl', 'bad-path'],
  ['/dev/null', 'bad-path'],
])('%s is refused', async (path, code) => {
  const { sources } = await scene();
  await expect(sources.watch([path])).rejects.toMatchObject({ code });
});

test('an unknown format is refused by name', async () => {
  const { directory, sources } = await scene();
  await expect(sources.watch([directory], 'nothing')).rejects.toMatchObject({
    code: 'unknown-format',
  });
});

test('a file: its namesakes in the folders below are none of its business', async () => {
  const watched: string[] = [];
  const { directory, sources, allTexts } = await scene({
    watchDirectory: (path) => {
      watched.push(path);
      return () => {};
    },
  });
  await mkdir(join(directory, 'below'));
  const file = join(directory, 'one.jsonl');
  await writeFile(file, `${said('1', 'one')}\n`);
  await writeFile(join(directory, 'below', 'one.jsonl'), `${said('2', 'two')}\n`);
  await sources.watch([file]);
  await sources.idle();
  expect(allTexts()).toEqual(['one']);
  expect(watched).toHaveLength(1);
});

test('what is asked for while it closes leaves nothing open', async () => {
  let open = 0;
  const { directory, sources } = await scene({
    watchDirectory: () => {
      open += 1;
      return () => (open -= 1);
    },
  });
  const asked = sources.watch([directory]);
  await sources.close();
  await expect(asked).rejects.toMatchObject({ code: 'closing' });
  await expect(sources.watch([directory])).rejects.toMatchObject({ code: 'closing' });
  expect(open).toBe(0);
});
