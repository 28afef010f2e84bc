import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The checkout that these scripts belong to. */
export const root = resolve(import.meta.dirname, '../..');

/** Where downloads are kept, shared by all checkouts of one user. */
export function cacheDir(): string {
  const base = process.env['XDG_CACHE_HOME'];
  // The specification of XDG says that a relative path is to be ignored.
  return join(base?.startsWith('/') === true ? base : join(homedir(), '.cache'), 'ratchet');
}
