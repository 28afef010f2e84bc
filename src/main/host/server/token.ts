import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** 256 bits in base64url: fit for a header and for a WebSocket subprotocol alike. */
const FORM = /^[\w-]{43}$/;

/**
 * The token of a data folder. It outlives the host, so that a browser that was open when the host
 * stopped goes on when it starts again; deleting the file shuts every such browser out. One that
 * others could read is not used any more.
 */
export async function tokenOf(directory: string): Promise<string> {
  const path = join(directory, 'token');
  const known = await readToken(path);
  if (known !== null) return known;
  const token = randomBytes(32).toString('base64url');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.tmp`;
  await rm(draft, { force: true });
  await writeFile(draft, token, { mode: 0o600, flag: 'wx' });
  await rename(draft, path);
  return token;
}

async function readToken(path: string): Promise<string | null> {
  try {
    const { mode } = await stat(path);
    // Windows has no such bits: there the folder is the user's own.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) return null;
    const text = await readFile(path, 'utf8');
    return FORM.test(text) ? text : null;
  } catch {
    return null;
  }
}

/**
 * What agents and their libraries are given instead of the token: it stands in their settings, and they
 * send it to whoever listens on the port, also when the host is gone. It opens only what they send to.
 */
export const agentToken = (token: string): string =>
  createHmac('sha256', token).update('agents').digest('base64url');

/** Compares in constant time, whatever the length of what was given. */
export function tokenMatches(expected: string, given: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(expected), hash(given));
}
