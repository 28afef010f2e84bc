import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Latency, timed } from './latency.ts';
import type { Machine } from './result.ts';

const root = join(import.meta.dirname, '../..');
const WRITES = 200;

/** What everything is measured on. @param folder where the benchmarks write */
export function describeMachine(folder: string): Machine {
  const [first] = cpus();
  return {
    cpu: first?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${platform()} ${release()} ${arch()}`,
    fsyncMs: fsyncTime(folder),
    load: loadavg()[0] ?? 0,
  };
}

/** The disk is what a durable commit waits for: 4 KiB appended and synced, again and again. */
function fsyncTime(folder: string): Machine['fsyncMs'] {
  const path = join(folder, 'fsync');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4096, 1);
  const times = new Latency();
  try {
    for (let write = 0; write < WRITES; write += 1) {
      writeSync(file, block);
      times.record(timed(() => fsyncSync(file)));
    }
  } finally {
    closeSync(file);
    rmSync(path);
  }
  return { p50: times.at(50), p99: times.at(99) };
}

/** The commit that is measured, marked where files differ from it. */
export function commitName(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const isChanged = git('status', '--porcelain', '--untracked-files=no').trim() !== '';
    return `${git('rev-parse', '--short=12', 'HEAD').trim()}${isChanged ? ' and changes' : ''}`;
  } catch {
    return 'unknown';
  }
}

const measured = ['better-sqlite3', 'drizzle-orm', 'ws', 'zod', 'socket.io', 'yjs', 'y-websocket'];

export function versions(): Record<string, string> {
  const db = new Database(':memory:');
  const sqlite = String(db.prepare('SELECT sqlite_version()').pluck().get());
  db.close();
  const of = (name: string) => {
    const text = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
    return (JSON.parse(text) as { version: string }).version;
  };
  return { sqlite, ...Object.fromEntries(measured.map((name) => [name, of(name)])) };
}
