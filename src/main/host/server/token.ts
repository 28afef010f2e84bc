import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits in base64url: fit for a header and for a WebSocket subprotocol alike. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Compares in constant time, whatever the length of what was given. */
export function tokenMatches(expected: string, given: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(expected), hash(given));
}
