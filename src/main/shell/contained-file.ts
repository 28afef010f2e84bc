import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

/**
 * The file of a folder that a URL path names, or null: for what is not there, and for what lies outside, by dots, by encoded
 * slashes or by a link.
 */
export async function containedFile(folder: string, urlPath: string): Promise<string | null> {
  const path = decode(urlPath);
  // A backslash is a slash to Windows, a colon starts a drive or a stream, and a NUL ends the name for the system.
  if (path === null || /[\\:\0]/.test(path) || path.split('/').includes('..')) return null;
  try {
    const home = await realpath(folder);
    const file = await realpath(join(home, path));
    const inside = relative(home, file);
    const contained = inside !== '' && !isAbsolute(inside) && inside.split(sep)[0] !== '..';
    return contained ? file : null;
  } catch {
    return null;
  }
}

function decode(urlPath: string): string | null {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return null;
  }
}
