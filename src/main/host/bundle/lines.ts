import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { LineCutter } from '../../../core/agents/framing/line-cutter.ts';
import { cutOff, damaged, notABundle, tooLarge } from './errors.ts';
import type { BundleLimits } from './format.ts';

/**
 * The lines of a gzipped file, one at a time, with what they are made of never in memory as a
 * whole.
 * @throws RatchetError `not-a-bundle`, `bundle-cut-off`, `bundle-damaged`, `bundle-too-large`
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  limits: BundleLimits,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  const reading = { bytes: 0 };
  const unpacking = pipeline(Readable.from(counted(chunks, reading), { highWaterMark: 1 }), gunzip);
  // What fails is thrown where the lines are read.
  unpacking.catch(() => {});
  const cutter = new LineCutter(limits.line, 0);
  let expanded = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      expanded += chunk.length;
      checkSize(expanded, reading.bytes, limits);
      const lines: Uint8Array[] = [];
      cutter.push(chunk, ({ bytes, tooLong }) => {
        if (tooLong) throw tooLarge(`it has a line of more than ${limits.line} bytes`);
        lines.push(bytes.slice());
      });
      yield* lines;
    }
    // Every line of a bundle ends, also the last.
    cutter.finish(() => {
      throw cutOff();
    });
  } catch (error) {
    throw reading.bytes === 0 ? notABundle() : named(error);
  }
}

function checkSize(expanded: number, read: number, limits: BundleLimits): void {
  if (expanded > limits.expanded) {
    throw tooLarge(`it holds more than ${limits.expanded} bytes`);
  }
  if (expanded > limits.slack + read * limits.ratio) {
    throw tooLarge(`it grows to more than ${limits.ratio} times its size`);
  }
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  reading: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    reading.bytes += chunk.length;
    yield chunk;
  }
}

/** What zlib calls its failures, in our words. */
function named(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'Z_BUF_ERROR') return cutOff();
  if (code === 'Z_DATA_ERROR' && error instanceof Error) {
    return error.message === 'incorrect header check' ? notABundle() : damaged(error.message);
  }
  return error;
}
