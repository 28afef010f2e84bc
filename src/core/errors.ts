/**
 * An error that a person or a program can act on.
 * `message` says what happened, what it means for the user's data, and what to do.
 */
export class RatchetError extends Error {
  override readonly name = 'RatchetError';
  readonly code: string;
  /** The same call may succeed later. */
  readonly retryable: boolean;

  constructor(
    code: string,
    message: string,
    options: { retryable?: boolean; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of whatever was thrown; what nobody foresaw is `internal`. */
export const codeOf = (error: unknown): string =>
  error instanceof RatchetError ? error.code : 'internal';

/** An error on a line of a terminal: `code: message`. */
export const errorLine = (error: unknown): string => `${codeOf(error)}: ${messageOf(error)}`;
