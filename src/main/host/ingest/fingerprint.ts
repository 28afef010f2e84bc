import { createHash } from 'node:crypto';

/** Bytes at the beginning of a file, and before an offset, that tell one file from another. */
export const HEAD_BYTES = 4096;
export const TAIL_BYTES = 256;

/**
 * What a file was like when it was read up to an offset: its first bytes, the bytes just before the
 * offset, and the format that it was read as, so that a later detection cannot decide otherwise.
 */
export interface Fingerprint {
  readonly format: string;
  readonly headHash: string;
  /** 0 where the bytes before the offset were no longer at hand. */
  readonly tailBytes: number;
  readonly tailHash: string;
  /** The last record had no line end yet: when it is read again, it ends up to two bytes later. */
  readonly open: boolean;
}

export const hashOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 32);

/** The text that is stored with the offset. */
export function writeFingerprint(print: Fingerprint): string {
  const { format, headHash, tailBytes, tailHash, open } = print;
  return ['1', format, headHash, tailBytes, tailHash, open ? 'open' : 'whole'].join(';');
}

/** Null for a text of another version. */
export function readFingerprint(text: string): Fingerprint | null {
  const [version, format, headHash, tailBytes, tailHash, open] = text.split(';');
  if (version !== '1' || !format || !headHash || tailHash === undefined) return null;
  return { format, headHash, tailBytes: Number(tailBytes), tailHash, open: open === 'open' };
}

/**
 * Whether a file still begins as it did when it was read up to `offset`.
 * @param read reads bytes of the file at a position
 */
export async function stillSame(
  print: Fingerprint,
  offset: number,
  read: (position: number, length: number) => Promise<Uint8Array>,
): Promise<boolean> {
  const head = await read(0, Math.min(HEAD_BYTES, offset));
  if (hashOf(head) !== print.headHash) return false;
  if (print.tailBytes === 0) return true;
  const tail = await read(offset - print.tailBytes, print.tailBytes);
  return hashOf(tail) === print.tailHash;
}
