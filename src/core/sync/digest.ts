import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

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
  return bytesToHex(sha256(inUtf8(previous + body)).subarray(0, 8));
}

// Both ends have it, but it belongs to neither the language nor the core's types.
declare const TextEncoder: new () => {
  encode(text: string): Uint8Array;
  encodeInto(text: string, into: Uint8Array): { readonly written: number };
};
const encoder = new TextEncoder();
/** Most events fit: nothing is made anew for them, where a browser takes as long for that as for the hash. */
const room = new Uint8Array(16_384);

/** The bytes of a text, which hold until the next one is asked for. */
function inUtf8(text: string): Uint8Array {
  // A UTF-16 unit has up to three bytes in UTF-8.
  if (text.length * 3 > room.length) return encoder.encode(text);
  return room.subarray(0, encoder.encodeInto(text, room).written);
}

/** A hash of any JSON value that does not depend on the order of keys: what both ends compare. */
export function canonicalHash(value: unknown): string {
  return bytesToHex(sha256(inUtf8(canonicalJson(value))));
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
