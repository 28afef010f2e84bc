import { ZodError } from 'zod';

/** Why a question to the host failed, in words for the reader. */
export function whyFailed(error: unknown): string {
  // What `fetch` throws where nobody listens.
  if (error instanceof TypeError) return 'The host does not answer.';
  if (error instanceof ZodError) return 'The host answers what this window does not understand.';
  const message = error instanceof Error ? error.message : String(error);
  // What Electron puts before the words of the main process.
  return message.replace(/^Error invoking remote method '[^']*': (?:\w*Error: )?/, '');
}
