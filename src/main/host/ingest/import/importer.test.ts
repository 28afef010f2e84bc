import { appendFile, copyFile, mkdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../../../../../test/support/eventually.ts';
import { documents, textOf } from '../../../../../test/fixtures/agents/gemini.ts';
import { fixturePath } from '../../../../../test/support/agents.ts';
import { MemoryPublisher } from '../../../../../test/support/memory-publisher.ts';
import { temporary, testFormats } from '../../../../../test/support/rig.ts';
import { said } from '../../../../../test/support/transcript.ts';
import { RatchetError } from '../../../../core/errors.ts';
import { realWorld } from '../../world.ts';
import { Sources } from '../sources.ts';
import { Importer } from './importer.ts';
import type { ImportReport } from './report.ts';
import type { SessionSurroundings } from './read-session.ts';

/** Reports come at once. */
const quickWorld = {
  ...realWorld,
  after: (ms: number, call: () => void) => realWorld.after(Math.min(ms, 1), call),
};

async function scene(extra: Partial<SessionSurroundings> = {}) {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  const publisher = new MemoryPublisher();
  const around = {
    publisher,
    sources: publisher,
    formats: testFormats,
    world: quickWorld,
    ...extra,
  };
  /** As a process that starts on what is recorded. */
  const begin = () => {
    const followed = new Sources({ ...around, world: realWorld });
    const importer = new Importer({
      ...around,
      followed,
      size: (build) => publisher.events(build).length,
      elapsed: () => 0,
    });
    onTestFinished(async () => {
      await importer.close();
      await followed.close();
    });
    return { followed, importer, imported: (...paths: string[]) => last(importer.import(paths)) };
  };
  return { folder: place.path, publisher, begin, ...begin() };
}

async function last(reports: AsyncIterable<ImportReport>): Promise<ImportReport> {
  let report: ImportReport | null = null;
  for await (report of reports);
  if (!report) throw new Error('no report came');
  return report;
}

const logs = (publisher: MemoryPublisher) =>
  new Map([...publisher.logs].map(([build, { digest }]) => [build, digest]));

const lines = (...names: string[]) => names.map((name) => `${said(name, name)}\n`).join('');

const fixtures = ['claude-transcript', 'codex-rollout', 'acp', 'claude-stream-json'];

async function mixedFolder(folder: string): Promise<void> {
  await mkdir(join(folder, 'deep'));
  for (const name of fixtures) {
    await copyFile(fixturePath(`${name}.jsonl`), join(folder, 'deep', `${name}.jsonl`));
  }
  await writeFile(join(folder, 'session-1.json'), textOf(documents.at(-1) ?? {}));
  await writeFile(join(folder, 'half.jsonl'), `${lines('one')}not json\n{"cut": \n${lines('two')}`);
  await writeFile(join(folder, 'other.jsonl'), '{"some":"thing"}\n'.repeat(30));
  await writeFile(join(folder, 'bytes.jsonl'), Buffer.alloc(5000, 0xff));
  await writeFile(join(folder, 'empty.jsonl'), '');
  await writeFile(join(folder, 'notes.txt'), 'x');
}

test('a folder of many formats, with bad files among them; the second time nothing is new', async () => {
  const { folder, publisher, imported } = await scene();
  await mixedFolder(folder);
  const missing = join(folder, 'missing.jsonl');
  const notes = join(folder, 'notes.txt');
  const first = await imported(folder, missing, '/nowhere/at/all', notes);
  expect(first).toMatchObject({
    state: 'done',
    files: { found: 12, done: 12, recorded: 6, unchanged: 1, unknown: 3, failed: 2 },
    badRecords: 2,
  });
  expect(first.failures.map(({ path }) => path).sort()).toEqual(
    ['/nowhere/at/all', missing, notes].sort(),
  );
  expect(first.events.new).toBe(
    [...publisher.logs.values()].reduce((sum, { events }) => sum + events.length, 0),
  );
  expect(first.builds).toBe(publisher.logs.size);
  expect(first.bytes.read).toBe(first.bytes.total);

  const before = logs(publisher);
  const second = await imported(folder);
  expect(second).toMatchObject({ events: { new: 0 }, failures: [], builds: first.builds });
  expect(second.files).toMatchObject({ recorded: 0, unchanged: 7, unknown: 2, failed: 0 });
  expect(logs(publisher)).toEqual(before);
});

/** What each build tells, whatever the folder is called and whenever it came. */
const told = ({ logs }: MemoryPublisher) =>
  [...logs.values()]
    .map(({ events }) => events.map((event) => JSON.stringify({ ...event, at: 0 })).join('\n'))
    .sort();

test('an import that ends anywhere goes on with the next, and records what one alone does', async () => {
  const fill = async (folder: string) => {
    await mixedFolder(folder);
    const names = Array.from({ length: 40 }, (_, index) => `t${index}`);
    await writeFile(join(folder, 'long.jsonl'), lines(...names));
  };
  const whole = await scene();
  await fill(whole.folder);
  await whole.imported(whole.folder);
  const hold = async (commits: readonly number[]) => {
    const { folder, publisher, begin } = await scene({
      chunkBytes: 700,
      commitBytes: 1400,
    });
    await fill(folder);
    for (const count of commits) {
      const healed = dyingAfter(publisher, count);
      const reports = begin().importer.import([folder]);
      await Promise.race([last(reports), healed.dead]);
      await reports.return(undefined);
      healed.heal();
    }
    await begin().imported(folder);
    expect(told(publisher)).toEqual(told(whole.publisher));
  };
  const commits = fc.array(fc.nat(20), { maxLength: 5 });
  await fc.assert(fc.asyncProperty(commits, hold), { numRuns: 20 });
});

/** From so many calls on nothing that is published comes back, as in a process that dies. */
function dyingAfter(publisher: MemoryPublisher, calls: number) {
  let left = calls;
  let die = () => {};
  const dead = new Promise<void>((resolve) => (die = resolve));
  const publish = publisher.publish.bind(publisher);
  const spy = vi.spyOn(publisher, 'publish');
  spy.mockImplementation((...args) => {
    left -= 1;
    if (left >= 0) return publish(...args);
    die();
    return new Promise(() => {});
  });
  return { dead, heal: () => spy.mockRestore() };
}

/** From now on commits take until they are let go; what was handed over becomes durable then, in its order. */
function holdCommits(publisher: MemoryPublisher) {
  const publish = publisher.publish.bind(publisher);
  const held: (() => void)[] = [];
  let isHeld = true;
  vi.spyOn(publisher, 'publish').mockImplementation(async (...call) => {
    if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
    return publish(...call);
  });
  return {
    held,
    release() {
      isHeld = false;
      for (const resume of held.splice(0)) resume();
    },
  };
}

const orders = [
  ['import', 'import'],
  ['import', 'watch'],
  ['watch', 'import'],
  ['watch', 'watch'],
] as const;

test.each(orders)('%s, broken off while the disk is slow, and then %s', async (before, after) => {
  const { folder, publisher, followed, importer, imported } = await scene();
  const file = join(folder, 's.jsonl');
  await writeFile(file, lines('one', 'two'));
  const commits = holdCommits(publisher);
  const begun = () => eventually(() => expect(commits.held).not.toEqual([]));
  if (before === 'import') {
    const reports = importer.import([file]);
    await reports.next();
    await begun();
    await reports.return(undefined);
  } else {
    await followed.watch([file]);
    await begun();
    await followed.unwatch([file]);
  }
  const again = after === 'import' ? imported(file) : followed.watch([file]);
  // Whoever did not wait would have read the file by the time that another one is read.
  const other = join(folder, 'other.jsonl');
  await writeFile(other, lines('other'));
  const { length } = commits.held;
  const beside = imported(other);
  await eventually(() => expect(commits.held.length).toBeGreaterThan(length));
  commits.release();
  await beside;
  await again;
  await appendFile(file, lines('three'));
  await eventually(async () => {
    if (after === 'import') await imported(file);
    const [build = ''] = [...publisher.logs.keys()].filter((id) => !id.includes('other'));
    expect(publisher.texts(build)).toEqual(['one', 'two', 'three']);
  });
});

test.each(['followed', 'broken off'])(
  'a file that is %s and waits for the disk does not hold up closing',
  async (how) => {
    const { folder, publisher, followed, importer } = await scene();
    const file = join(folder, 's.jsonl');
    await writeFile(file, lines('one'));
    const commits = holdCommits(publisher);
    await followed.watch([file]);
    await eventually(() => expect(commits.held).not.toEqual([]));
    if (how === 'broken off') await followed.unwatch([file]);
    const reports = importer.import([file]);
    await eventually(async () => {
      expect(await reports.next()).toMatchObject({ value: { files: { found: 1, done: 0 } } });
    });
    const ended = last(reports);
    await importer.close();
    expect(await ended).toMatchObject({ state: 'stopped' });
    commits.release();
  },
);

test('what was imported is followed from where it was, and what is followed is not doubled', async () => {
  const { folder, publisher, followed, imported } = await scene();
  const file = join(folder, 's.jsonl');
  await writeFile(file, lines('one', 'two').slice(0, -1));
  expect(await imported(file)).toMatchObject({ files: { recorded: 1 }, events: { known: 0 } });
  const [build = ''] = publisher.logs.keys();
  expect(publisher.texts(build)).toEqual(['one', 'two']);

  await appendFile(file, `\n${lines('three')}`);
  await followed.watch([folder]);
  await followed.idle();
  expect(publisher.texts(build)).toEqual(['one', 'two', 'three']);

  await appendFile(file, lines('four'));
  expect(await imported(folder, file)).toMatchObject({
    files: { found: 1, unchanged: 1 },
    builds: 1,
  });
  expect(publisher.texts(build)).toEqual(['one', 'two', 'three', 'four']);
  expect(publisher.logs.size).toBe(1);
});

test('a file that is followed and cannot be recorded, or read, is said to be so', async () => {
  const { folder, publisher, followed, imported } = await scene();
  const [file, other] = [join(folder, 's.jsonl'), join(folder, 'other.jsonl')];
  await writeFile(file, lines('one'));
  await writeFile(other, '{"some":"thing"}\n'.repeat(30));
  await followed.watch([folder]);
  await followed.idle();
  await appendFile(file, lines('two'));
  const refusal = new RatchetError('store-full', 'The disk is full.');
  publisher.refusals = Array.from({ length: 20 }, () => refusal);
  const report = await imported(folder);
  expect(report.files).toMatchObject({ failed: 1, unknown: 1, unchanged: 0 });
  expect(report.failures).toMatchObject([
    { path: file, reason: expect.stringContaining('disk is full') },
  ]);
  publisher.refusals = [];
  expect(await imported(file)).toMatchObject({ files: { failed: 0, unchanged: 1 } });
});

test.each(['import first', 'watch first'])('both at the same time, %s', async (order) => {
  const { folder, publisher, followed, imported } = await scene();
  const names = Array.from({ length: 20 }, (_, index) => `t${index}`);
  for (const name of names) await writeFile(join(folder, `${name}.jsonl`), lines(name, `${name}b`));
  const watch = () => followed.watch([folder]);
  await Promise.all(
    order === 'import first'
      ? [imported(folder), imported(folder), watch()]
      : [watch(), imported(folder)],
  );
  await followed.idle();
  const texts = [...publisher.logs.keys()].flatMap((build) => publisher.texts(build));
  expect(texts.sort()).toEqual(names.flatMap((name) => [name, `${name}b`]).sort());
  await appendFile(join(folder, 't0.jsonl'), lines('later'));
  await eventually(() => {
    const now = [...publisher.logs.keys()].flatMap((build) => publisher.texts(build));
    expect(now).toContain('later');
  });
});

test('what the place of a file tells is told when it is imported, as when it is followed', async () => {
  const { folder, publisher, followed, imported } = await scene();
  const chats = join(folder, 'chats', 'caller-1');
  await mkdir(chats, { recursive: true });
  const document = { ...documents[0], kind: 'subagent' };
  await writeFile(join(chats, 'session-1.json'), textOf(document));
  await imported(folder);
  const [build = ''] = publisher.logs.keys();
  const before = publisher.events(build);
  expect(before).toContainEqual(expect.objectContaining({ parentSession: 'caller-1' }));
  const count = before.length;
  await followed.watch([folder]);
  await followed.idle();
  await writeFile(join(chats, 'session-1.json'), `${textOf(document)} `);
  await followed.watch([folder]);
  await followed.idle();
  expect(publisher.events(build)).toHaveLength(count);
});

test('a record without a time happened no later than its file was written', async () => {
  const { folder, publisher, imported } = await scene();
  const file = join(folder, 's.jsonl');
  await copyFile(fixturePath('claude-stream-json.jsonl'), file);
  const written = new Date('2024-02-03T04:05:06.789Z');
  await utimes(file, written, written);
  await imported(file);
  const times = [...publisher.logs.values()].flatMap(({ events }) => events.map(({ at }) => at));
  expect(Math.max(...times)).toBeLessThanOrEqual(written.getTime());
});

test('however long a file is, little of it is held', async () => {
  const { folder, publisher, imported } = await scene();
  const file = join(folder, 's.jsonl');
  const text = 'x'.repeat(2000);
  for (let part = 0; part < 6; part += 1) {
    const names = Array.from({ length: 500 }, (_, index) => `${part}.${index}`);
    await appendFile(file, names.map((name) => `${said(name, text)}\n`).join(''));
  }
  const { size } = await stat(file);
  let largest = 0;
  const publish = publisher.publish.bind(publisher);
  vi.spyOn(publisher, 'publish').mockImplementation((...args) => {
    largest = Math.max(largest, JSON.stringify(args[1]).length);
    return publish(...args);
  });
  expect(await imported(file)).toMatchObject({ bytes: { read: size } });
  expect(size).toBeGreaterThan(6e6);
  // A batch, and the piece that made it full; the next is read when this one is recorded.
  expect(largest).toBeLessThan(1.3 * 1024 * 1024);
});
