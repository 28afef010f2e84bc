import { messageOf, RatchetError } from '../core/errors.ts';

/** A file that the command line was given and cannot read. */
export const unreadable = (file: string, cause: unknown): RatchetError =>
  cause instanceof RatchetError
    ? cause
    : new RatchetError('unreadable', `${file} cannot be read: ${messageOf(cause)}`, { cause });
