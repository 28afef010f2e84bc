export type PauseReason =
  /** The file is not there (any more). */
  | 'missing'
  | 'unreadable'
  | 'not-a-file'
  /** In a compression that this Node.js does not know. */
  | 'compressed'
  /** What was read could not be recorded. */
  | 'not-recorded';

/** What a tail is doing, in words for people (`message`) and for programs. */
export type TailStatus =
  /** In line to be read; being read; read to its end, and followed. */
  | { readonly phase: 'waiting' | 'reading' | 'following' }
  | { readonly phase: 'paused'; readonly reason: PauseReason; readonly message: string }
  /** In no format that Ratchet knows; read no further. */
  | { readonly phase: 'ignored' }
  | { readonly phase: 'closed' };

export interface TailReport {
  readonly path: string;
  readonly status: TailStatus;
  readonly format: string | null;
  readonly builds: readonly string[];
  /** Bytes read so far. */
  readonly offset: number;
}

/** Why a file cannot be read, in the words of its errno. */
export function pauseOf(error: NodeJS.ErrnoException, path: string): TailStatus {
  const kept = 'What was recorded stays; reading goes on by itself when that changes.';
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    const message = `${path} is not there. ${kept}`;
    return { phase: 'paused', reason: 'missing', message };
  }
  const message = `${path} cannot be read (${error.code ?? error.message}). ${kept}`;
  return { phase: 'paused', reason: 'unreadable', message };
}

/** A system call on the file: it is tried again by itself. */
export const isOfFile = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error;

/** Why a file is not what was read of it. */
export const whatHappened = (size: number, offset: number) =>
  size < offset
    ? `The file was truncated at ${size} bytes; ${offset} had been read.`
    : 'The file was replaced by another one.';
