import { openAsBlob } from 'node:fs';
import { access, constants, open } from 'node:fs/promises';
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

/** Whether a file is a bundle, by its first bytes. @throws RatchetError `unreadable` */
export async function isBundle(path: string): Promise<boolean> {
  try {
    const head = gunzipSync(await firstBytes(path), {
      finishFlush: zlib.Z_SYNC_FLUSH,
      maxOutputLength: 1024 * 1024,
    });
    return head.toString('latin1').startsWith('{"ratchet":"bundle"');
  } catch (error) {
    if (error instanceof Error && 'code' in error && isOfZlib(error.code)) return false;
    throw unreadable(path, error);
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const isOfZlib = (code: unknown): boolean =>
  String(code).startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE';

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
