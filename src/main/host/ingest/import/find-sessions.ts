import { RatchetError } from '../../../../core/errors.ts';
import { unreadableInWords } from '../../system-error.ts';
import { statSession } from '../open-session.ts';
import { Folder } from '../folder.ts';
import { placeOf } from '../place.ts';
import { isSessionFile } from '../session-files.ts';
import { lastingPath } from '../session-place.ts';

export interface FoundSession {
  /** By which the session is known. */
  readonly path: string;
  /** Bytes of the file as it is kept. */
  readonly size: number;
  /** Named by the user, and not found in a folder. */
  readonly isNamed: boolean;
}

export interface Finds {
  /** Each once, the newest first. */
  readonly sessions: readonly FoundSession[];
  readonly failures: readonly { readonly path: string; readonly reason: string }[];
}

/** The files at these paths, and the sessions in these folders as `Sources.watch` takes them. */
export async function findSessions(paths: readonly string[]): Promise<Finds> {
  const named = new Map<string, boolean>();
  const failures: { path: string; reason: string }[] = [];
  for (const given of paths) {
    try {
      const { path, isDirectory } = await placeOf(given, 'file');
      if (!isDirectory) named.set(lastingPath(path), true);
      else for (const file of await sessionsIn(path)) named.set(file, named.get(file) ?? false);
    } catch (error) {
      failures.push({ path: given, reason: reasonOf(error) });
    }
  }
  const sessions: (FoundSession & { readonly time: number })[] = [];
  for (const [path, isNamed] of named) {
    try {
      const { size, mtimeMs: time } = await statSession(path);
      sessions.push({ path, size, isNamed, time });
    } catch (error) {
      failures.push({ path, reason: reasonOf(error) });
    }
  }
  return { sessions: sessions.toSorted((a, b) => b.time - a.time), failures };
}

/** Why a file cannot be read, for people. */
export const reasonOf = (error: unknown): string =>
  error instanceof RatchetError ? error.message : `It ${unreadableInWords(error)}.`;

async function sessionsIn(directory: string): Promise<string[]> {
  const found: string[] = [];
  const events = {
    found: (file: string) => void found.push(lastingPath(file)),
    changed: () => {},
  };
  // Looked through once: nothing is watched.
  const folder = new Folder(directory, isSessionFile, events, () => () => {});
  await folder.scan();
  folder.close();
  return found;
}
