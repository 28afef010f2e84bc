import { hash } from 'node:crypto';
import type { Digest } from '../../../core/sync/digest.ts';

/**
 * The core's `nextDigest`, by Node's own SHA-256: the same text for the same history, several times as
 * fast, and fast from its first call on.
 */
export const nextDigest = (previous: Digest, body: string): Digest =>
  hash('sha256', previous + body, 'hex').slice(0, 16);
