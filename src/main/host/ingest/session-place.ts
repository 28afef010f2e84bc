import { basename, dirname, join, sep } from 'node:path';

/** What Codex puts behind the name of a session file that it has compressed. */
export const COMPRESSED = '.zst';

const archived = /^(rollout-(\d{4})-(\d\d)-(\d\d)T.*\.jsonl)$/;

/**
 * The path by which a session is known, wherever it is kept at present: agents compress old sessions
 * in their place, and Codex moves those that are archived to a folder beside. Each stays the build
 * that it was.
 */
export function lastingPath(path: string): string {
  // What SQLite writes first stands beside its file.
  if (path.endsWith('.db-wal')) return path.slice(0, -'-wal'.length);
  const plain = path.endsWith(`.jsonl${COMPRESSED}`) ? path.slice(0, -COMPRESSED.length) : path;
  const folder = dirname(plain);
  const [, name, year, month, day] = archived.exec(basename(plain)) ?? [];
  if (basename(folder) !== 'archived_sessions' || !name || !year || !month || !day) return plain;
  return join(dirname(folder), 'sessions', year, month, day, name);
}

/** Whether a file is a store of many sessions: those are SQLite. */
export const isStore = (path: string): boolean => path.endsWith('.db');

/** Where a session may be kept, by the path by which it is known: the likeliest place first. */
export function placesOf(path: string): string[] {
  if (!path.endsWith('.jsonl')) return [path];
  const places = [path, path + COMPRESSED];
  const parts = path.split(sep);
  if (!archived.test(basename(path)) || parts.at(-5) !== 'sessions') return places;
  const archive = join(parts.slice(0, -5).join(sep) || sep, 'archived_sessions', basename(path));
  return [...places, archive, archive + COMPRESSED];
}
