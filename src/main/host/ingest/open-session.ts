import { createReadStream, createWriteStream, type Stats } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { RatchetError } from '../../../core/errors.ts';
import { COMPRESSED, placesOf } from './session-place.ts';

/** What a compressed session may unfold to, in bytes: files come from outside. */
const LIMIT = 2 * 1024 ** 3;

/** The file of a session, in whichever of its places it is. @throws as `stat` of the first */
export async function statSession(path: string): Promise<Stats> {
  return (await findSession(path)).found;
}

/** Unfolds what is compressed with Zstandard. */
export type Unfolder = () => Transform;

/** Node.js 20, which the desktop application has inside, does not know the format: null there. */
const zstd: Unfolder | null =
  'createZstdDecompress' in zlib ? () => zlib.createZstdDecompress() : null;

/**
 * Opens the file of a session for reading; a compressed one is unfolded for that.
 * @throws RatchetError `compressed` where there is no unfolder
 */
export async function openSession(path: string, unfolder = zstd): Promise<FileHandle> {
  const { place } = await findSession(path);
  if (!place.endsWith(COMPRESSED)) return open(place, 'r');
  if (!unfolder) throw cannotUnfold(place);
  return unfold(place, unfolder);
}

async function findSession(path: string): Promise<{ place: string; found: Stats }> {
  let missing: unknown;
  for (const place of placesOf(path)) {
    try {
      return { place, found: await stat(place) };
    } catch (error) {
      missing ??= error;
    }
  }
  throw missing;
}

/** Into a file that has no name any more, and goes with its handle. */
async function unfold(place: string, unfolder: Unfolder): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'ratchet-unfolded-'));
  try {
    const file = join(folder, 'session');
    await pipeline(createReadStream(place), unfolder(), bounded(place), createWriteStream(file));
    return await open(file, 'r');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function bounded(place: string): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > LIMIT) done(tooLarge(place));
      else done(null, chunk);
    },
  });
}

const cannotUnfold = (place: string) =>
  new RatchetError(
    'compressed',
    `${place} is compressed with Zstandard, which the Node.js that Ratchet runs on cannot read. What was recorded of it before stays. "ratchet watch" without the desktop, on Node.js 22.15 or later, reads it.`,
  );

const tooLarge = (place: string) =>
  new RatchetError(
    'compressed',
    `${place} unfolds to more than ${LIMIT / 1024 ** 3} GiB and is not read. Nothing of it was recorded.`,
  );
