import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The digest names a history: digest(v) = the first 64 bits of SHA-256(digest(v−1) + event v as
 * stored), in hexadecimal. Two ends that agree on a version and its digest agree on every event
 * before it, whatever was restored, copied or lost in between.
 */
export type Digest = string;

/** The digest of a history without events. */
export const GENESIS: Digest = '0000000000000000';

/** @param body the event as stored: its JSON text as `JSON.stringify` writes it. */
export function nextDigest(previous: Digest, body: string): Digest {
  return bytesToHex(sha256(utf8ToBytes(previous + body)).subarray(0, 8));
}

/** A hash of any JSON value that does not depend on the order of keys: what both ends compare. */
export function canonicalHash(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
