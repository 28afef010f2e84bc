import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { messageOf, RatchetError } from '../../../core/errors.ts';
import { codeOf } from '../../../main/host/system-error.ts';

/** Where the file goes: the named one, in the named folder, or here. */
export async function targetPath(asked: string | undefined, name: string): Promise<string> {
  const path = resolve(asked ?? name);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? join(path, name) : path;
}

const exists = (path: string): RatchetError =>
  new RatchetError(
    'file-exists',
    `${path} is there already and was left as it is. Name another file with -o, or give --force.`,
  );

/** @throws RatchetError `file-exists` */
export async function checkFree(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found) throw exists(path);
}

/**
 * Writes a file that appears under its name only when it is whole.
 * @throws RatchetError `file-exists`, `not-written`
 */
export async function writeWhole(path: string, content: Readable, force: boolean): Promise<void> {
  const part = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    await pipeline(content, createWriteStream(part, { flags: 'wx' }));
    if (!force) await putAt(part, path);
    else await rename(part, path);
  } catch (cause) {
    if (cause instanceof RatchetError) throw cause;
    throw new RatchetError(
      'not-written',
      `${path} could not be written: ${writeReason(cause)}. What is recorded is safe.`,
      { cause },
    );
  } finally {
    await rm(part, { force: true });
  }
}

/** Gives the file its name, and takes that from no other file, not even one that came meanwhile. */
async function putAt(part: string, path: string): Promise<void> {
  try {
    await link(part, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw exists(path);
    // Some file systems have no links.
    await checkFree(path);
    await rename(part, path);
  }
}

function writeReason(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'its folder is not there';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not write there';
  return code === 'ENOSPC' ? 'the disk is full' : (code ?? messageOf(error));
}
