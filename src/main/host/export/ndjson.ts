import { GENESIS } from '../../../core/sync/digest.ts';
import { nextDigest } from '../store/chain.ts';
import type { Outgoing } from './outgoing.ts';

/** Events, one a line. Digests name the history as it was recorded, and so are left out where it was redacted. */
export async function* ndjsonLines(leaving: Outgoing): AsyncGenerator<string> {
  let digest = GENESIS;
  for await (const { version, body } of leaving.events()) {
    digest = nextDigest(digest, body);
    const named = leaving.redaction === null ? `"digest":"${digest}",` : '';
    yield `{"version":${version},${named}"event":${body}}\n`;
  }
}
