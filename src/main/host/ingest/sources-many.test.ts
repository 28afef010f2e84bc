import { appendFile, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { MemoryPublisher } from '../../../../test/support/memory-publisher.ts';
import { temporary, testFormats } from '../../../../test/support/rig.ts';
import { said } from '../../../../test/support/transcript.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import type { PublishOptions, Receipt } from '../processor/publisher.ts';
import { realWorld } from '../world.ts';
import { watchDirectory } from './directory-watch.ts';
import { Sources, type SourcesOptions } from './sources.ts';

/** Never gets done with the builds of these sessions. */
class StuckPublisher extends MemoryPublisher {
  readonly #stuck: string;

  constructor(stuck: string) {
    super();
    this.#stuck = stuck;
  }

  override publish(
    build: string,
    events: readonly BuildEvent[],
    options: PublishOptions = {},
  ): Promise<Receipt> {
    if (build.includes(this.#stuck)) return new Promise(() => {});
    return super.publish(build, events, options);
  }
}

/** The platform alone tells of changes, unless it is said otherwise: no poll, no scan. */
async function scene(options: Partial<SourcesOptions> = {}, publisher = new MemoryPublisher()) {
  const place = await temporary();
  const sources = new Sources({
    publisher,
    sources: publisher,
    formats: testFormats,
    world: realWorld,
    pollMs: [1e6, 1e6],
    scanMs: 1e6,
    ...options,
  });
  onTestFinished(async () => {
    await sources.close();
    await place[Symbol.asyncDispose]();
  });
  const texts = () => [...publisher.logs.keys()].flatMap((build) => publisher.texts(build)).sort();
  /** A session that was last written so many hours ago. */
  const put = async (name: string, hoursAgo: number) => {
    const file = join(place.path, `${name}.jsonl`);
    await writeFile(file, `${said(name, name, name)}\n`);
    const time = Date.now() / 1000 - hoursAgo * 3600;
    await utimes(file, time, time);
    return file;
  };
  const add = (file: string, name: string, session: string) =>
    appendFile(file, `${said(name, name, session)}\n`);
  return { folder: place.path, publisher, sources, texts, put, add };
}

test('the history is read from the newest to the oldest', async () => {
  const { folder, publisher, sources, put } = await scene();
  const ages = Array.from({ length: 60 }, (_, at) => 1 + ((at * 37) % 60));
  for (const age of ages) await put(`a${age}`, age);
  await sources.watch([folder]);
  await sources.idle();
  const order = [...publisher.logs.keys()].map((build) => Number(/-a(\d+)-/.exec(build)?.[1]));
  expect(order).toHaveLength(60);
  // A few are read at once: each comes about when it should.
  for (const [at, age] of order.entries()) expect(Math.abs(at + 1 - age)).toBeLessThan(12);
});

test('what changes does not wait for the history, however long that takes', async () => {
  const { folder, sources, texts, put, add } = await scene({}, new StuckPublisher('-old'));
  const files: string[] = [];
  for (let at = 0; at < 30; at += 1) files.push(await put(`old${at}`, at + 1));
  const last = await put('waiting', 99);
  await sources.watch([folder]);
  await add(last, 'live', 'waiting');
  await put('fresh', 0);
  await eventually(() => expect(texts()).toEqual(['fresh', 'live', 'waiting']));
  expect(sources.reports().filter(({ status }) => status.phase === 'waiting').length).toBe(27);
  expect(sources.reports().filter(({ status }) => status.phase === 'reading').length).toBe(3);
});

test('where the platform tells nothing, the sweep finds what goes on', async () => {
  const { folder, sources, texts, put, add } = await scene({
    watchDirectory: () => null,
    scanMs: 20,
  });
  const file = await put('one', 24);
  await sources.watch([folder]);
  await sources.idle();
  await add(file, 'two', 'one');
  await put('three', 0);
  await eventually(() => expect(texts()).toEqual(['one', 'three', 'two']));
});

test('a watch that ends is set up again', async () => {
  const ends: (() => void)[] = [];
  const { folder, sources, texts, put } = await scene({
    scanMs: 20,
    watchDirectory: (directory, onChange, onEnd) => {
      const stop = watchDirectory(directory, onChange, onEnd);
      ends.push(() => {
        stop?.();
        onEnd();
      });
      return stop;
    },
  });
  await sources.watch([folder]);
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await eventually(() => expect(ends).toHaveLength(2));
  await put('one', 0);
  await eventually(() => expect(texts()).toEqual(['one']));
});

test('directories come, go, and come again under the same names, while nobody scans', async () => {
  const { folder, sources, texts } = await scene();
  const root = join(folder, 'not', 'yet');
  await sources.watch([root], undefined, 'directory');
  const put = async (name: string) => {
    await mkdir(join(root, 'project'), { recursive: true });
    await writeFile(join(root, 'project', `${name}.jsonl`), `${said(name, name, name)}\n`);
  };
  await put('one');
  await eventually(() => expect(texts()).toEqual(['one']));
  await rm(join(root, 'project'), { recursive: true });
  await put('two');
  await eventually(() => expect(texts()).toEqual(['one', 'two']));
  await rm(join(folder, 'not'), { recursive: true });
  await eventually(() => {
    for (const { status } of sources.reports()) expect(status.phase).toBe('paused');
  });
  await put('three');
  await eventually(() => expect(texts()).toEqual(['one', 'three', 'two']));
});

test('what was waited for as a file, and comes as a directory, is followed as one', async () => {
  const { folder, sources, texts } = await scene();
  const path = join(folder, 'later');
  await sources.watch([path]);
  await mkdir(path);
  await writeFile(join(path, 'one.jsonl'), `${said('one', 'one')}\n`);
  await eventually(() => expect(texts()).toEqual(['one']));
});

test('a file replaced, truncated, deleted and made again is followed through it all', async () => {
  const { folder, sources, publisher, put, add } = await scene();
  const file = await put('one', 0);
  await sources.watch([folder]);
  await eventually(() => expect(publisher.logs.size).toBe(1));
  await writeFile(file, `${said('other', 'other', 'other')}\n`);
  await eventually(() => expect(publisher.logs.size).toBe(2));
  await rm(file);
  await eventually(() =>
    expect(sources.reports()).toMatchObject([{ status: { reason: 'missing' } }]),
  );
  await put('one', 0);
  await add(file, 'more', 'one');
  const last = () => publisher.texts([...publisher.logs.keys()].at(-1) ?? '');
  await eventually(() => expect(last()).toEqual(['one', 'more']));
});

test('a session that is known by another path is let go with the folder that it lies in', async () => {
  const { folder, sources, texts } = await scene();
  const archive = join(folder, 'archived_sessions');
  const file = join(archive, 'rollout-2026-03-02T09-00-00-019b.jsonl');
  await mkdir(archive);
  await writeFile(file, `${said('one', 'one')}\n`);
  await sources.watch([archive]);
  await sources.idle();
  expect(texts()).toEqual(['one']);
  await sources.unwatch([archive]);
  expect(sources.reports()).toEqual([]);
});
