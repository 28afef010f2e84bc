import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { REDUCER_VERSION } from '../../../core/build/state.ts';
import { GENESIS } from '../../../core/sync/digest.ts';
import type { Outgoing } from '../export/outgoing.ts';
import { nextDigest } from '../store/chain.ts';
import type { Payload } from '../store/types.ts';
import { BUNDLE_FORMAT, type BundleEnd, type BundleHeader } from './format.ts';

/** A build as one file: lines of JSON, gzipped, as they are made. */
export function bundleOf(outgoing: Outgoing, version: string): AsyncIterable<Uint8Array> {
  const gzip = createGzip();
  const lines = Readable.from(inSlices(bundleLines(outgoing, version)), { highWaterMark: 1 });
  // What fails is thrown where the bundle is read.
  pipeline(lines, gzip).catch(() => {});
  return gzip;
}

async function* bundleLines(leaving: Outgoing, version: string): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (text: string) => {
    hash.update(text).update('\n');
    return `${text}\n`;
  };
  const header: BundleHeader = {
    ratchet: 'bundle',
    format: BUNDLE_FORMAT,
    version,
    reducer: REDUCER_VERSION,
    build: leaving.build.id,
    head: leaving.build.head,
    subAgents: { leftOut: leaving.build.subAgents.length },
    redacted: leaving.redaction,
  };
  yield line(JSON.stringify(header));

  const written = new Set<string>();
  let digest = GENESIS;
  let count = 0;
  for await (const { body, payloads } of leaving.events()) {
    for (const payload of payloads) {
      if (written.has(payload.key)) continue;
      written.add(payload.key);
      yield line(payloadLine(payload));
    }
    digest = nextDigest(digest, body);
    count += 1;
    yield line(`{"event":${body}}`);
  }
  const end: BundleEnd = {
    events: count,
    payloads: written.size,
    digest,
    sha256: hash.digest('hex'),
  };
  yield `${JSON.stringify({ end })}\n`;
}

/** As text where it is text, and where escaping it does not make more of it than base64 would. */
function payloadLine({ key, mime, body }: Payload): string {
  if (!mime.startsWith('image/')) {
    const text = body.toString();
    const line = JSON.stringify({ payload: key, mime, text });
    if (line.length < body.length * 1.4 + 1000 && Buffer.from(text).equals(body)) return line;
  }
  return JSON.stringify({ payload: key, mime, base64: body.toString('base64') });
}

/** Short lines together: a compressor is not to be called for each. */
async function* inSlices(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let slice = '';
  for await (const line of lines) {
    slice += line;
    if (slice.length < 64 * 1024) continue;
    yield slice;
    slice = '';
  }
  yield slice;
}
