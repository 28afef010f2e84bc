import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { VirtualTime } from '../../../../test/support/world.ts';
import { isSafeForTwo, type LogLimits, LogMover } from './log-mover.ts';

/** The writer does nothing itself. */
const thread: LogLimits = { move: 100, bound: 1_000_000 };
const both: LogLimits = { move: 100, bound: 400 };
const BODY = 'x'.repeat(4000);

const workerThat = (does: string) => new URL(`data:text/javascript,${encodeURIComponent(does)}`);

/** A database in which each commit adds some pages to the log. */
function scene(limits: LogLimits, worker?: URL) {
  const folder = mkdtempSync(join(tmpdir(), 'ratchet-log-mover-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  const path = join(data, 'a.db');
  const raw = new Database(path);
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.exec('CREATE TABLE rows (no INTEGER PRIMARY KEY, body TEXT)');
  const insert = raw.prepare('INSERT INTO rows (body) VALUES (?)');
  const time = new VirtualTime();
  const mover = new LogMover(raw, time, limits, worker);
  const close = async () => {
    await mover.close();
    raw.close();
  };
  onTestFinished(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  const log = {
    written: 0,
    /** How often it was begun anew, and the most pages that it had. */
    anew: 0,
    longest: 0,
    pages: 0,
  };
  return {
    data,
    path,
    time,
    mover,
    log,
    close,
    /** Pages after which SQLite moves the log within a commit. */
    own: () => raw.pragma('wal_autocheckpoint', { simple: true }),
    /** As a store does it. */
    commit: async () => {
      if (mover.pause) await mover.pause;
      insert.run(BODY);
      log.written += 1;
      mover.grown();
      const { log: pages } = raw.prepare('PRAGMA wal_checkpoint(NOOP)').get() as { log: number };
      if (pages < log.pages) log.anew += 1;
      log.pages = pages;
      log.longest = Math.max(log.longest, pages);
      await new Promise((go) => setImmediate(go));
    },
  };
}

it('moves the log while commits go on, again and again, and all that was written is in the file', async () => {
  const { path, log, commit, close } = scene(thread);
  while (log.anew < 3) await commit();
  await close();
  expect(existsSync(`${path}-wal`)).toBe(false);
  const file = new Database(path, { readonly: true });
  expect(file.prepare('SELECT count(*) FROM rows').pluck().get()).toBe(log.written);
  expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
  file.close();
});

it('lets nobody wait for a thread that does not answer: the log grows to its bound, and the writer moves it', async () => {
  const { log, commit, own } = scene(
    both,
    workerThat(`
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', (asked) => asked === 'end' && parentPort.close());
    `),
  );
  while (log.anew < 2) await commit();
  expect(own()).toBe(both.bound);
  expect(log.longest).toBeLessThan(both.bound + 10);
});

it.each([
  ['cannot be started', new URL('file:///nowhere/log-mover.js')],
  ['dies when it is asked', workerThat("throw new Error('no such module')")],
  [
    'dies while commits wait for it',
    workerThat(`
      import { parentPort } from 'node:worker_threads';
      let asked = 0;
      parentPort.on('message', () => (asked++ ? process.exit() : parentPort.postMessage('moved')));
    `),
  ],
  [
    'says that it failed',
    workerThat(`
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', (asked) =>
        asked === 'end' ? parentPort.close() : parentPort.postMessage({ failed: 'no room' }));
    `),
  ],
])(
  'while a thread that %s is let rest, the writer moves the log, as SQLite does',
  async (...[, worker]) => {
    const { log, mover, commit, own } = scene(thread, worker);
    while (own() !== thread.move) await commit();
    const { anew } = log;
    while (log.anew < anew + 2) await commit();
    expect(mover.pause).toBe(null);
    expect(log.pages).toBeLessThan(thread.bound);
    expect(mover.health()).toEqual({ failures: 1, problem: expect.stringMatching(/./) });
  },
);

it('a thread that failed is followed by another after a pause, each time a longer one, until one does it', async () => {
  const { data, mover, time, log, commit, own } = scene(thread);
  // The writer has its files open; the thread opens its own by their names.
  renameSync(data, `${data}-elsewhere`);
  for (const [no, pause] of [1000, 2000, 4000].entries()) {
    while (mover.health().failures === no) await commit();
    expect(mover.health()).toEqual({ failures: no + 1, problem: expect.stringContaining('open') });
    time.advance(pause - 1);
    expect(own()).toBe(thread.move);
    if (no === 2) renameSync(`${data}-elsewhere`, data);
    time.advance(1);
    expect(own()).toBe(thread.bound);
  }
  const { anew } = log;
  while (log.anew === anew) await commit();
  expect(mover.health()).toEqual({ failures: 3 });
  expect(own()).toBe(thread.bound);
});

it('pauses are bounded, and end with a close', async () => {
  const { mover, time, commit, close } = scene(thread, new URL('file:///nowhere/log-mover.js'));
  for (let no = 0; no < 12; no += 1) {
    while (mover.health().failures === no) await commit();
    time.advance(10 * 60_000);
  }
  while (mover.health().failures === 12) await commit();
  expect(time.pending).toBe(1);
  await close();
  expect(time.pending).toBe(0);
});

it('a store that is closed while its log is moved leaves none', async () => {
  const { path, mover, commit, close } = scene(thread);
  while (!mover.pause) await commit();
  await close();
  expect(existsSync(`${path}-wal`)).toBe(false);
});

it.each([
  ['3.47.0', false],
  ['3.51.2', false],
  ['3.51.3', true],
  ['3.54.1', true],
  ['4.0.0', true],
])('one may move while another writes in SQLite %s: %s', (version, safe) => {
  expect(isSafeForTwo(version)).toBe(safe);
});
