import { createHash } from 'node:crypto';
import { GENESIS } from '../../../core/sync/digest.ts';
import type { Outgoing } from './outgoing.ts';

/** The digest after an event; by Node's own SHA-256, which is fast from its first call on. */
export const chain = (digest: string, body: string): string =>
  createHash('sha256')
    .update(digest + body)
    .digest('hex')
    .slice(0, 16);

/** Events, one a line. Digests name the history as it was recorded, and so are left out where it was redacted. */
export async function* ndjsonLines(leaving: Outgoing): AsyncGenerator<string> {
  let digest = GENESIS;
  for await (const { version, body } of leaving.events()) {
    digest = chain(digest, body);
    const named = leaving.redaction === null ? `"digest":"${digest}",` : '';
    yield `{"version":${version},${named}"event":${body}}\n`;
  }
}
