import type * as FileSystem from 'node:fs';
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
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
  const path = join(dataDir, 'ratchet.db');
  const retries = new Set<() => void>();
  const after: typeof realWorld.after = (milliseconds, callback) => {
    if (milliseconds !== RETRY) return realWorld.after(milliseconds, callback);
    retries.add(callback);
    return () => retries.delete(callback);
  };
  const processor = { retry: { first: RETRY, limit: RETRY } };
  const world = { ...realWorld, after, random: () => 1 };
  const engine = new Engine({ dataDir, resourcesDir, processor }, world);
  onTestFinished(async () => {
    disk.fails = false;
    await engine.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return {
    engine,
    path,
    again: () => {
      const due = [...retries];
      retries.clear();
      for (const retry of due) retry();
    },
    /** What a query finds after a start on what there is on the disk. */
    afterPowerCut: (query: string) => {
      const copy = join(dataDir, 'copy.db');
      for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${copy}${end}`);
      const file = new Database(copy);
      expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
      const found = file.prepare(query).pluck().all();
      file.close();
      return found;
    },
  };
}

const RETRY = 4321;

it('what could not be synced is neither shown nor answered, and is once there when it is tried again', async () => {
  const { engine, again, afterPowerCut } = scene();
  await engine.processor.publish('a', [textEvent('first')]);
  disk.fails = true;
  const source = (id: string) => ({ source: { id, offset: 7, fingerprint: 'f' } });
  const answers = [
    engine.processor.publish('a', [textEvent('second')], { key: 'k' }),
    engine.processor.publish('b', [textEvent('other')], source('s')),
    engine.processor.publish('c', [], source('t')),
  ];
  await eventually(() => expect(engine.health().notDurable).toBe(3));
  expect(engine.health().problem).toMatchObject({ code: 'store-unavailable' });
  expect(engine.head('a').version).toBe(1);
  expect(engine.stateAt('a', 2)).toBeNull();
  expect([...engine.eventsText('a', 0, 9)]).toHaveLength(1);
  expect(engine.head('b').version).toBe(0);
  expect(engine.builds().map(({ id }) => id)).toEqual(['a']);

  disk.fails = false;
  again();
  expect(await Promise.all(answers)).toMatchObject([
    { version: 2, duplicate: false },
    { version: 1, duplicate: false },
    { version: 0 },
  ]);
  expect(engine.health()).toMatchObject({ status: 'ok', notDurable: 0 });
  expect(afterPowerCut('SELECT id FROM sources ORDER BY id')).toEqual(['s', 't']);
  expect(afterPowerCut('SELECT count(*) FROM events')).toEqual([3]);
});

it('what the user says of builds after a sync that failed does not hang on what was not synced', async () => {
  const { engine, path, afterPowerCut } = scene();
  await engine.processor.publish('a', [textEvent('first')]);
  await engine.processor.publish('b', [textEvent('first')]);
  const failsOnce = async () => {
    disk.fails = true;
    // SQLite has synced what was written of late.
    disk.synced = statSync(`${path}-wal`).size;
    void engine.processor.publish(`x${engine.health().notDurable}`, [textEvent('no')]);
    const before = engine.health().failedCommits;
    await eventually(() => expect(engine.health().failedCommits).toBe(before + 1));
  };
  await failsOnce();
  engine.catalogue.arrange('a', { title: 'mine' });
  const titles = 'SELECT user_title FROM builds WHERE user_title IS NOT NULL';
  expect(afterPowerCut(titles)).toEqual(['mine']);
  await failsOnce();
  engine.catalogue.delete(['b']);
  const deleted = 'SELECT id FROM builds WHERE deleted_at IS NOT NULL';
  expect(afterPowerCut(deleted)).toEqual(['b']);
  await failsOnce();
  engine.preferences.change({ keepDays: 30 });
  expect(afterPowerCut("SELECT key FROM settings WHERE key = 'preferences'")).toHaveLength(1);
});
