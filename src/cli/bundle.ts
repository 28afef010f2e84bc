import { openAsBlob } from 'node:fs';
import { access, constants, open, stat } from 'node:fs/promises';
import { constants as zlib, gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { type HostLink, problemOf } from './host-link.ts';
import { unreadable } from './read-error.ts';

const openedSchema = z.object({
  build: z.string(),
  version: z.number(),
  digest: z.string(),
  /** Events that were new; 0 where the bundle was open already. */
  events: z.number(),
});

export type OpenedBundle = z.infer<typeof openedSchema>;

/** Bytes that are looked at, and how many fewer each time where one is damaged or they unpack to too much. */
const HEAD = 4096;
const STEP = 16;

/**
 * Whether a file is a bundle, by its first bytes; a damaged one is. What is no file (a pipe, a device) is
 * none, and nothing of it is taken.
 * @throws RatchetError `unreadable`
 */
export async function isBundle(path: string): Promise<boolean> {
  const head = await firstBytes(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (head[0] !== 0x1f || head[1] !== 0x8b) return false;
  // Where a damage comes too early for more to be told, the name does.
  if (path.endsWith('.ratchet')) return true;
  for (let length = head.length; length > 0; length -= STEP) {
    if (begins(head.subarray(0, length))) return true;
  }
  return false;
}

/** Whether this much of a file unpacks to the beginning of a bundle. */
function begins(head: Uint8Array): boolean {
  try {
    const options = { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: 64 * 1024 };
    return gunzipSync(head, options).toString('latin1').startsWith('{"ratchet":"bundle"');
  } catch {
    return false;
  }
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const found = await stat(path);
  if (!found.isFile() && !found.isDirectory()) return new Uint8Array(0);
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function fileAt(path: string): Promise<Blob> {
  try {
    await access(path, constants.R_OK);
    return await openAsBlob(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Hands a bundle to the host. @throws RatchetError `unreadable`, and the host's own words */
export async function openBundle(link: HostLink, path: string): Promise<OpenedBundle> {
  const body = await fileAt(path);
  const response = await fetch(`http://127.0.0.1:${link.port}/v1/bundles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${link.token}`, 'content-type': 'application/gzip' },
    body,
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw problemOf(response.status, answer);
  return openedSchema.parse(answer);
}
