import { messageOf } from '../../core/errors.ts';

const known = new Map<unknown, string>([
  ['ENOENT', 'is not there'],
  ['ENOTDIR', 'is not there'],
  ['EISDIR', 'is a directory'],
  ['EACCES', 'may not be read by this user'],
  ['EPERM', 'may not be read by this user'],
  ['ELOOP', 'is a link that leads in a circle'],
]);

/** Why a file cannot be read, in words that follow its name: the system's own name its call. */
export function unreadableInWords(error: unknown): string {
  const code = codeOf(error);
  return known.get(code) ?? `cannot be read (${code ?? messageOf(error)})`;
}

/** What the system calls an error; null where it is none of the system's. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
