import type * as FileSystem from 'node:fs';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { Engine } from '../engine.ts';
import { realWorld } from '../world.ts';

/** The disk fails as long as this is set. Up to `synced` it has the log. */
const disk = vi.hoisted(() => ({ fails: false, synced: 0 }));

// A disk that fails to write cannot be had otherwise without a device of one's own. What it could not write, the
// system drops: on some file systems nothing else than what was there before is read then.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof FileSystem>();
  const fdatasync = (file: number, done: (error: NodeJS.ErrnoException | null) => void) => {
    const { size } = fs.fstatSync(file);
    if (!disk.fails) {
      disk.synced = size;
      return fs.fdatasync(file, done);
    }
    fs.writeSync(file, Buffer.alloc(size - disk.synced), 0, size - disk.synced, disk.synced);
    const error = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    return setImmediate(done, error);
  };
  return { ...fs, fdatasync };
});

const resourcesDir = resolve(import.meta.dirname, '../../../../resources');

/** A real engine that tries again when it is told to. */
function scene() {
  const dataDir = mkdtempSync(join(tmpdir(), 'ratchet-failed-sync-'));
  const retries = new Set<() => void>();
  const after: typeof realWorld.after = (milliseconds, callback) => {
    if (milliseconds !== RETRY) return realWorld.after(milliseconds, callback);
    retries.add(callback);
    return () => retries.delete(callback);
  };
  const processor = { retry: { first: RETRY, limit: RETRY } };
  const world = { ...realWorld, after, random: () => 1 };
  const engineIn = (folder: string) =>
    new Engine({ dataDir: folder, resourcesDir, processor }, world);
  const engine = engineIn(dataDir);
  let closed: Promise<void> | null = null;
  const close = () => (closed ??= engine.close());
  onTestFinished(async () => {
    await close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return {
    engine,
    close,
    again: () => {
      const due = [...retries];
      retries.clear();
      for (const retry of due) retry();
    },
    /** What another process begins with, on the file and its log as they are read now. */
    startAnew: () => {
      const folder = join(dataDir, 'copy');
      mkdirSync(folder);
      for (const name of ['ratchet.db', 'ratchet.db-wal'])
        copyFileSync(join(dataDir, name), join(folder, name));
      const next = engineIn(folder);
      onTestFinished(() => next.close());
      const file = new Database(join(folder, 'ratchet.db'), { readonly: true });
      expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
      file.close();
      return next;
    },
  };
}

const RETRY = 4321;

it('what could not be synced is neither shown nor answered, and nothing is written after it', async () => {
  const { engine, close, again, startAnew } = scene();
  await engine.processor.publish('a', [textEvent('first')]);
  disk.fails = true;
  const source = (id: string) => ({ source: { id, offset: 7, fingerprint: 'f' } });
  const answers = [
    engine.processor.publish('a', [textEvent('second')], { key: 'k' }),
    engine.processor.publish('b', [textEvent('other')], source('s')),
    engine.processor.publish('c', [], source('t')),
  ];
  const refused = Promise.allSettled(answers);
  await eventually(() => expect(engine.health().notDurable).toBe(3));
  expect(engine.health().problem).toMatchObject({ code: 'store-not-synced' });
  const nothingShown = () => {
    expect(engine.head('a').version).toBe(1);
    expect(engine.stateAt('a', 2)).toBeNull();
    expect([...engine.eventsText('a', 0, 9)]).toHaveLength(1);
    expect(engine.head('b').version).toBe(0);
    expect(engine.builds().map(({ id }) => id)).toEqual(['a']);
  };
  nothingShown();

  // That the disk is well again means nothing: what it dropped is gone.
  disk.fails = false;
  again();
  await eventually(() => expect(engine.health().failedCommits).toBeGreaterThan(4));
  nothingShown();
  expect(() => engine.catalogue.arrange('a', { title: 'mine' })).toThrow(/cannot be written/);
  expect(() => engine.preferences.change({ keepDays: 30 })).toThrow(/cannot be written/);

  const next = startAnew();
  expect(next.head('a')).toEqual(engine.head('a'));
  expect(next.builds().map(({ id }) => id)).toEqual(['a']);
  // Who was not answered sends it again.
  expect(await next.processor.publish('a', [textEvent('second')], { key: 'k' })).toMatchObject({
    version: 2,
    duplicate: false,
  });
  await close();
  expect((await refused).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});
