import { RatchetError } from '../core/errors.ts';
import { unreadableInWords } from '../main/host/system-error.ts';

/** A file that the command line was given and cannot read. */
export const unreadable = (file: string, cause: unknown): RatchetError =>
  cause instanceof RatchetError
    ? cause
    : new RatchetError('unreadable', `${file} ${unreadableInWords(cause)}.`, { cause });
