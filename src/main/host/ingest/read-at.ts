import type { FileHandle } from 'node:fs/promises';
import { isObject, jsonIn } from '../../../core/agents/json.ts';

/**
 * Bytes of the file at a position: as many as there are, at most `length`.
 * @param buffer takes them, instead of a new one; as large as `length`
 */
export async function readAt(
  file: FileHandle,
  position: number,
  length: number,
  buffer: Buffer = Buffer.allocUnsafe(length),
): Promise<Buffer> {
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** Whether bytes are one whole JSON object: a last line that only lacks its end. */
export const isObjectText = (bytes: Buffer): boolean => isObject(jsonIn(bytes.toString('utf8')));
