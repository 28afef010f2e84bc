import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Of documents only those that are known to be sessions: `.json` may be anything. */
const streams = /\.(?:jsonl|ndjson|sse|jsonl\.zst)$|^session-.*\.json$/i;

/** Whether a file in a watched directory is followed. */
export const isSessionFile = (path: string): boolean => streams.test(basename(path));

export interface SessionFiles {
  /** The real path, where there is one. */
  readonly path: string;
  readonly isThere: boolean;
  readonly files: number;
  readonly newest: number | null;
}

/** Counts the session files at a path, or in a directory. Never rejects: what cannot be read has none. */
export async function countSessionFiles(path: string): Promise<SessionFiles> {
  const real = await realpath(path).catch(() => null);
  if (real === null) return { path, isThere: false, files: 0, newest: null };
  const timeOf = (file: string) =>
    stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
  const found = await stat(real).catch(() => null);
  if (found?.isFile()) return { path: real, isThere: true, files: 1, newest: found.mtimeMs };
  const entries = await readdir(real, { recursive: true, withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isFile() && isSessionFile(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  let newest = 0;
  // A hundred at once: thousands would take every thread of the file system from everybody else.
  for (let at = 0; at < names.length; at += 100) {
    newest = Math.max(newest, ...(await Promise.all(names.slice(at, at + 100).map(timeOf))));
  }
  return { path: real, isThere: true, files: names.length, newest: newest > 0 ? newest : null };
}
