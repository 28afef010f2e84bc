import { createHash } from 'node:crypto';
import { parse } from 'node:path';
import { z } from 'zod';

/** Ids of builds stand in addresses, in file names and on the command line: nothing there needs quoting. */
export const buildIdSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._~:@-]{0,199}$/,
    'A build id is up to 200 letters, digits and . _ ~ : @ -, and starts with a letter or digit.',
  );

/** @returns `length` hexadecimal digits that name a text */
export const shortHash = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/** A name from outside, as part of an id. */
export const safeName = (name: string): string =>
  name.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80);

/**
 * The id of the build that one session in a file becomes: the same whenever the file is watched
 * again. The path is part of it, because a copied file tells the same session a second time, and
 * two files that wrote into one build would double it.
 * @param generation 1, or more where the file was truncated or replaced
 */
export function fileBuildId(
  path: string,
  format: string,
  session: string | null,
  generation: number,
): string {
  const agent = format.split('-')[0] ?? 'file';
  const name = safeName(session ?? parse(path).name);
  const id = `${agent}-${name}-${shortHash(path, 8)}`;
  return generation === 1 ? id : `${id}~${generation}`;
}
